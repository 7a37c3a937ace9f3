/** What went wrong and what to do about it, said to whoever sent a file to a door: a program's author, or a person on an instance's page. */
import type { FailureCode } from '../../contract/failure.ts';

export type ApiLanguage = 'en' | 'zh-CN';

interface ApiFailureText {
  readonly cause: string;
  readonly fix: string;
}

type InBoth = Readonly<Record<ApiLanguage, ApiFailureText>>;

function both(en: readonly [string, string], zh: readonly [string, string]): InBoth {
  return { en: { cause: en[0], fix: en[1] }, 'zh-CN': { cause: zh[0], fix: zh[1] } };
}

const notAudio = both(
  [
    'Recognition failed: the file is no audio that can be read.',
    'Check its format; WAV, MP3, M4A, FLAC and Opus work.',
  ],
  ['识别失败：文件不是可读取的音频。', '请检查音频格式；WAV、MP3、M4A、FLAC、Opus 均可。'],
);
const workerTrouble = both(
  [
    'Inference error: the instance could not recognise the file.',
    'Send it again; if it fails again, look at the job in the panel.',
  ],
  ['推理出错：实例无法识别该文件。', '请重新发送；若再次失败，请在面板中查看该任务。'],
);
const noSuchJob = both(
  ['There is no job with this id.', 'Use the id of the answer’s X-Request-Id header or of POST /v1/jobs.'],
  ['没有该编号的任务。', '请使用响应头 X-Request-Id 或 POST /v1/jobs 返回的编号。'],
);

const texts: Partial<Record<FailureCode, InBoth>> = {
  'bad-request': both(
    ['The request is not as this address takes it.', 'Correct the field that is named.'],
    ['请求内容不符合该地址的要求。', '请改正所指出的字段。'],
  ),
  'file-missing': both(
    ['Please upload an audio file first.', 'Send it as the form field “file”.'],
    ['请先上传音频文件。', '请以表单字段 file 发送。'],
  ),
  unauthorised: both(
    [
      'This address needs a key.',
      'Send Authorization: Bearer KEY; keys are made in the panel under Settings.',
    ],
    ['该地址需要密钥。', '请发送 Authorization: Bearer 密钥；密钥在面板“设置”中创建。'],
  ),
  forbidden: both(
    [
      'This is not answered from there.',
      'Use the address that the panel shows; other names have to be allowed on the host.',
    ],
    ['不接受来自该处的请求。', '请使用面板显示的地址；其他名称须先在主机上允许。'],
  ),
  'unknown-call': both(
    ['There is nothing at this address for this method.', 'See GET /openapi.json for what there is.'],
    ['该地址没有对应此方法的内容。', '可用接口见 GET /openapi.json。'],
  ),
  'too-large': both(
    ['The file is larger than is accepted.', 'Split it, or save it as MP3, M4A or Opus.'],
    ['文件超过大小限制。', '请分割文件，或另存为 MP3、M4A 或 Opus。'],
  ),
  busy: both(
    ['The queue is full.', 'Send it again after the seconds in Retry-After.'],
    ['队列已满。', '请在 Retry-After 所示秒数之后重新发送。'],
  ),
  'model-not-found': both(
    ['No instance has this model.', 'Take one of GET /v1/models, or whisper-1 for whichever there is.'],
    ['没有实例使用该模型。', '请选用 GET /v1/models 中的模型，或用 whisper-1 表示任意模型。'],
  ),
  'job-not-found': noSuchJob,
  'job-not-finished': both(
    ['The job has not finished yet.', 'Ask again later, or follow GET /v1/jobs/ID/events.'],
    ['任务尚未完成。', '请稍后再查询，或订阅 GET /v1/jobs/编号/events。'],
  ),
  'job-cancelled': both(
    ['The job was cancelled.', 'Send the file again.'],
    ['任务已取消。', '请重新发送文件。'],
  ),
  'transcript-not-found': both(
    ['The job ended without a transcript.', 'Its state says why; send the file again.'],
    ['任务结束时没有文稿。', '原因见任务状态；请重新发送文件。'],
  ),
  'transcript-edited': both(
    ['Somebody else has corrected this transcript meanwhile.', 'Read it again and repeat the correction.'],
    ['此文稿刚刚被别人修改过。', '请重新读取后再修改。'],
  ),
  'instance-not-found': both(
    ['The instance of this address is gone.', 'Use the address of another instance, or the fleet’s.'],
    ['该地址对应的实例已不存在。', '请使用其他实例或集群的地址。'],
  ),
  'instance-unavailable': both(
    [
      'No instance is running that could recognise the file.',
      'Start one in the panel, or send the file to POST /v1/jobs, where it waits.',
    ],
    ['没有可识别该文件的实例在运行。', '请在面板中启动实例，或将文件发送到 POST /v1/jobs 排队等待。'],
  ),
  'host-closing': both(
    [
      'ParaDeck is about to end or to start again.',
      'Send it again in some seconds; a job that is named goes on at the next start: GET /v1/jobs/ID.',
    ],
    [
      'ParaDeck 即将退出或重新启动。',
      '请稍后重新发送；已给出编号的任务会在下次启动后继续：GET /v1/jobs/编号。',
    ],
  ),
  'file-empty': both(
    ['The file is empty.', 'Check how it is read before it is sent.'],
    ['文件是空的。', '请检查发送前的读取方式。'],
  ),
  'file-not-audio': notAudio,
  'file-refused': notAudio,
  'file-no-sound': both(
    ['The file has no sound track.', 'Send a file with sound.'],
    ['文件中没有音轨。', '请发送有声音的文件。'],
  ),
  'file-truncated': both(
    ['The file broke off before its end.', 'Send it again.'],
    ['文件传输中断，不完整。', '请重新发送。'],
  ),
  'file-too-long': both(
    [
      'The sound is longer than is accepted.',
      'Split it, or raise the longest audio in the panel under Settings.',
    ],
    ['音频时长超过限制。', '请分割文件，或在面板“设置”中提高最长时长。'],
  ),
  'decoder-missing': both(
    ['The host has no ffmpeg to read this format.', 'Send 16 kHz PCM WAV, or install ffmpeg on the host.'],
    ['主机缺少读取该格式所需的 ffmpeg。', '请发送 16 kHz PCM WAV，或在主机上安装 ffmpeg。'],
  ),
  'disk-full': both(
    ['The host’s disk is full.', 'Make room on the host and send the file again.'],
    ['主机磁盘已满。', '请在主机上腾出空间后重新发送。'],
  ),
  'worker-died': workerTrouble,
  'worker-failed': workerTrouble,
  'coverage-incomplete': both(
    [
      'Part of the sound has no text.',
      'Fetch what there is: GET /v1/jobs/ID/transcript; redo the rest in the panel.',
    ],
    ['部分音频没有识别结果。', '已有内容见 GET /v1/jobs/编号/transcript；其余请在面板中重做。'],
  ),
  internal: both(
    ['Something in the host went wrong.', 'Its log says what; send the request again.'],
    ['主机内部出错。', '详情见主机日志；请重新发送。'],
  ),
};

export function findApiText(code: FailureCode, language: ApiLanguage): ApiFailureText {
  return (texts[code] ?? texts.internal ?? workerTrouble)[language];
}

/** Of an Accept-Language header: Chinese where it comes first. */
export function parseApiLanguage(header: string | undefined): ApiLanguage {
  return /^\s*zh\b/i.test(header ?? '') ? 'zh-CN' : 'en';
}
