/** What an instance's page says. */
import type { Language } from '../../electron/contract/language.ts';

export const languages: readonly Language[] = ['zh-CN', 'en'];

const en = {
  language: 'Language',
  sound: 'Sound',
  drop: 'Drop an audio or video file here',
  choose: 'Choose a file',
  record: 'Record',
  stop: 'Stop recording',
  recording: 'Recording',
  recorded: 'Recording',
  noMicrophone: 'The microphone cannot be used: allow it for this page, or choose a file.',
  start: 'Recognise',
  cancel: 'Cancel',
  missing: 'Please upload an audio file first.',
  sending: 'Sending',
  queued: 'In the queue',
  waiting: 'Waits until the instance runs',
  running: 'Recognising',
  done: 'Done',
  incomplete: 'Parts of the sound have no text: see the job in the panel.',
  cancelled: 'Cancelled',
  lost: 'The connection broke. Is ParaDeck running?',
  broken: 'The connection broke; trying again. What was sent is not lost.',
  text: 'Text',
  textHere: 'The text appears here.',
  noText: 'No speech was found.',
  demo: 'By the demo model, which knows a small vocabulary: for trying, not for work.',
  simulated: 'SIMULATED: recognised on a made-up card.',
  copy: 'Copy',
  copied: 'Copied',
  save: 'Save as',
};

export type PageTexts = typeof en;

const zhCN: PageTexts = {
  language: '语言',
  sound: '音频',
  drop: '将音频或视频文件拖到这里',
  choose: '选择文件',
  record: '录音',
  stop: '停止录音',
  recording: '正在录音',
  recorded: '录音',
  noMicrophone: '无法使用麦克风：请允许本页面使用，或选择文件。',
  start: '开始识别',
  cancel: '取消',
  missing: '请先上传音频文件',
  sending: '正在上传',
  queued: '排队中',
  waiting: '等待实例运行',
  running: '正在识别',
  done: '识别完成',
  incomplete: '部分音频没有识别结果：请在面板中查看该任务。',
  cancelled: '已取消',
  lost: '连接中断。ParaDeck 是否在运行？',
  broken: '连接中断，正在重试。已上传的音频不会丢失。',
  text: '识别结果',
  textHere: '识别出的文字显示在这里。',
  noText: '没有检测到语音。',
  demo: '由演示模型识别，词汇量很小：仅供试用，不用于工作。',
  simulated: 'SIMULATED（模拟）：在虚构的显卡上识别。',
  copy: '复制',
  copied: '已复制',
  save: '另存为',
};

export const pageTexts: Readonly<Record<Language, PageTexts>> = { 'zh-CN': zhCN, en };

/** The reader's choice before, else the browser's. */
export function findLanguage(): Language {
  const kept = localStorage.getItem('language');
  const found = languages.find((one) => one === kept);
  return found ?? (navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en');
}
