/** What is said otherwise of a failure to whoever sent a file to a door: a program's author, or a person on an instance's page. */
import type { OtherFailureTexts } from './failureTexts.ts';
import { otherFix, otherText } from './failureTexts.ts';

const notAudio = otherText(
  [
    'Recognition failed: the file is no audio that can be read.',
    'Check its format; WAV, MP3, M4A, FLAC and Opus work.',
  ],
  ['识别失败：文件不是可读取的音频。', '请检查音频格式；WAV、MP3、M4A、FLAC、Opus 均可。'],
);
const workerTrouble = otherText(
  [
    'Inference error: the instance could not recognise the file.',
    'Send it again; if it fails again, look at the job in the panel.',
  ],
  ['推理出错：实例无法识别该文件。', '请重新发送；若再次失败，请在面板中查看该任务。'],
);
const noSuchJob = otherText(
  ['There is no job with this id.', 'Use the id of the answer’s X-Request-Id header or of POST /v1/jobs.'],
  ['没有该编号的任务。', '请使用响应头 X-Request-Id 或 POST /v1/jobs 返回的编号。'],
);

export const failureTextsProgram: OtherFailureTexts = {
  'bad-request': otherText(
    ['The request is not as this address takes it.', 'Correct the field that is named.'],
    ['请求内容不符合该地址的要求。', '请改正所指出的字段。'],
  ),
  unauthorised: otherText(
    [
      'This address needs a key.',
      'Send Authorization: Bearer KEY; keys are made in the panel under Settings.',
    ],
    ['该地址需要密钥。', '请发送 Authorization: Bearer 密钥；密钥在面板“设置”中创建。'],
  ),
  forbidden: otherText(
    [
      'This is not answered from there.',
      'Use the address that the panel shows; other names have to be allowed on the host.',
    ],
    ['不接受来自该处的请求。', '请使用面板显示的地址；其他名称须先在主机上允许。'],
  ),
  'unknown-call': otherText(
    ['There is nothing at this address for this method.', 'See GET /openapi.json for what there is.'],
    ['该地址没有对应此方法的内容。', '可用接口见 GET /openapi.json。'],
  ),
  busy: otherText(
    ['The queue is full.', 'Send it again after the seconds in Retry-After.'],
    ['队列已满。', '请在 Retry-After 所示秒数之后重新发送。'],
  ),
  'model-not-found': otherText(
    ['No instance has this model.', 'Take one of GET /v1/models, or whisper-1 for whichever there is.'],
    ['没有实例使用该模型。', '请选用 GET /v1/models 中的模型，或用 whisper-1 表示任意模型。'],
  ),
  'job-not-found': noSuchJob,
  'job-not-finished': otherFix(
    'Ask again later, or follow GET /v1/jobs/ID/events.',
    '请稍后再查询，或订阅 GET /v1/jobs/编号/events。',
  ),
  'job-cancelled': otherFix('Send the file again.', '请重新发送文件。'),
  'transcript-not-found': otherText(
    ['The job ended without a transcript.', 'Its state says why; send the file again.'],
    ['任务结束时没有文稿。', '原因见任务状态；请重新发送文件。'],
  ),
  'instance-not-found': otherText(
    ['The instance of this address is gone.', 'Use the address of another instance, or the fleet’s.'],
    ['该地址对应的实例已不存在。', '请使用其他实例或集群的地址。'],
  ),
  'instance-unavailable': otherText(
    [
      'No instance is running that could recognise the file.',
      'Start one in the panel, or send the file to POST /v1/jobs, where it waits.',
    ],
    ['没有可识别该文件的实例在运行。', '请在面板中启动实例，或将文件发送到 POST /v1/jobs 排队等待。'],
  ),
  'host-closing': otherFix(
    'Send it again in some seconds; a job that is named goes on at the next start: GET /v1/jobs/ID.',
    '请稍后重新发送；已给出编号的任务会在下次启动后继续：GET /v1/jobs/编号。',
  ),
  'file-empty': otherText(
    ['The file is empty.', 'Check how it is read before it is sent.'],
    ['文件是空的。', '请检查发送前的读取方式。'],
  ),
  'file-not-audio': notAudio,
  'file-refused': notAudio,
  'file-no-sound': otherText(
    ['The file has no sound track.', 'Send a file with sound.'],
    ['文件中没有音轨。', '请发送有声音的文件。'],
  ),
  'file-truncated': otherText(
    ['The file broke off before its end.', 'Send it again.'],
    ['文件传输中断，不完整。', '请重新发送。'],
  ),
  'file-too-long': otherText(
    [
      'The sound is longer than is accepted.',
      'Split it, or raise the longest audio in the panel under Settings.',
    ],
    ['音频时长超过限制。', '请分割文件，或在面板“设置”中提高最长时长。'],
  ),
  'decoder-missing': otherText(
    ['The host has no ffmpeg to read this format.', 'Send 16 kHz PCM WAV, or install ffmpeg on the host.'],
    ['主机缺少读取该格式所需的 ffmpeg。', '请发送 16 kHz PCM WAV，或在主机上安装 ffmpeg。'],
  ),
  'disk-full': otherText(
    ['The host’s disk is full.', 'Make room on the host and send the file again.'],
    ['主机磁盘已满。', '请在主机上腾出空间后重新发送。'],
  ),
  'worker-died': workerTrouble,
  'worker-failed': workerTrouble,
  'coverage-incomplete': otherText(
    [
      'Part of the sound has no text.',
      'Fetch what there is: GET /v1/jobs/ID/transcript; redo the rest in the panel.',
    ],
    ['部分音频没有识别结果。', '已有内容见 GET /v1/jobs/编号/transcript；其余请在面板中重做。'],
  ),
  internal: otherText(
    ['Something in the host went wrong.', 'Its log says what; send the request again.'],
    ['主机内部出错。', '详情见主机日志；请重新发送。'],
  ),
};
