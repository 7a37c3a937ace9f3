/** Constants of supervision. All in ms unless the name says otherwise; they are the design's (section 6). */

/** From spawn to hello: an interpreter on a cold disk, nothing heavy imported yet. */
export const HELLO_DEADLINE_MS = 30_000;

/** From hello to ready; every line of progress that tells something new starts it again. */
export const LOAD_DEADLINE_MS = 300_000;

/** An idle worker beats every 2 s: seven beats missed. */
export const IDLE_SILENCE_MS = 15_000;

/** A busy worker may hold the interpreter's lock in a C call, so its beats may stop for a while. */
export const BUSY_SILENCE_MS = 90_000;
export const BUSY_SILENCE_PREDICTIONS = 5;

/** A stuck CUDA call goes on beating: the result itself is due. */
export const RESULT_DUE_MS = 180_000;
export const RESULT_DUE_PREDICTIONS = 20;

/** What was asked back is due sooner: its worker does nothing that anybody wants, and at worst is started again. */
export const ASKED_BACK_DUE_MS = 4_000;
export const ASKED_BACK_PREDICTIONS = 3;

/** Ticks come four times a second: a longer gap says that the host stood still or the box slept, no worker's fault. */
export const HOST_GAP_MS = 5_000;

/** From the polite word to SIGKILL of the group. */
export const STOP_GRACE_MS = 10_000;
export const QUIT_GRACE_MS = 2_000;

/** From SIGKILL to giving up on the process: only one stuck in the kernel takes longer. */
export const KILL_SETTLE_MS = 5_000;

/** A worker that said why it cannot load leaves by itself; this long after, it is helped. */
export const LAST_WORDS_MS = 5_000;

/** How often an obstacle outside the instance (no environment, no model) is looked at again. */
export const BLOCKED_RETRY_MS = 10_000;

/** Lines of the log kept with a cause. */
export const CAUSE_LINES = 50;
