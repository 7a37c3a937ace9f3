/** What a diagnostics bundle says of itself, for panel, command line and desktop. */
import type { BundlePart } from './diagnostics.ts';
import type { Language } from './language.ts';

interface BundleTexts {
  readonly intro: string;
  readonly never: string;
  readonly parts: Readonly<Record<BundlePart, string>>;
}

export const diagnosticsTexts: Readonly<Record<Language, BundleTexts>> = {
  en: {
    intro: 'One zip file for whoever helps you. It is saved on this machine and sent nowhere. In it are:',
    never:
      'Taken out: what was said, names of files, people and instances, folders of yours, keys, tokens and passwords. Open it and look before you hand it on.',
    parts: {
      checks: 'what Checks found on this machine',
      versions: 'versions of ParaDeck, system, Node and Python environments',
      settings: 'settings: switches and figures; of texts and addresses only whether they are set',
      instances: 'instances: device, engine, limits, phase, why one is not well',
      envelopes: 'what was learned of speeds and batch sizes',
      jobs: 'the newest 200 jobs, by their ids: state, length, which batches had trouble',
      'host-log': 'the end of the host’s log',
      'request-log': 'the end of the log of requests: route, status and times, without the keys’ names',
      'worker-logs': 'the end of each worker’s last two logs',
    },
  },
  'zh-CN': {
    intro: '一个 zip 文件，便于他人帮助排查。它只保存在本机，不会发送到任何地方。内容包括：',
    never:
      '已去除：转写文字，文件、人员和实例的名称，个人文件夹路径，密钥、令牌和密码。交给他人前请先打开查看。',
    parts: {
      checks: '“检查”在本机的结果',
      versions: 'ParaDeck、系统、Node 和 Python 环境的版本',
      settings: '设置：开关和数值；文字和地址只注明是否已设置',
      instances: '实例：设备、引擎、限制、状态及异常原因',
      envelopes: '已学得的速度和批大小',
      jobs: '最近 200 个任务（只有内部编号，没有名称）：状态、时长、出过问题的批次',
      'host-log': '主机日志的末尾',
      'request-log': '请求日志的末尾：路径、状态和用时，不含密钥名称',
      'worker-logs': '每个工作进程最近两份日志的末尾',
    },
  },
};
