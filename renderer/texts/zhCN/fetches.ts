import type { Texts } from '../en.ts';

export const fetches: Texts['fetches'] = {
  get: '从模型站获取模型',
  getHint: '模型站上的完整 ID：所有者/名称',
  getButton: '获取',
  idMissing: '请填写完整 ID：所有者/名称。',
  hub: '模型站',
  hubs: { modelscope: 'ModelScope 魔搭', huggingface: 'Hugging Face' },
  title: '来自模型站',
  progress: (p) => `${p.id} 的下载进度`,
  states: {
    preparing: '正在连接模型站',
    downloading: '下载中',
    checking: '正在检查文件',
    done: '已下载并通过检查',
    failed: '未能获取',
    cancelled: '已取消，已下载的部分会保留',
  },
  speed: (p) => `${p.size}/s`,
  left: (p) => `剩余 ${p.span}`,
  goOn: '继续',
  slow: '所需时间较长。改用镜像可能更快：先取消，在“下载”中选择镜像后继续；已下载的部分会保留。代理需为主机设置并重启主机。',
  ways: '下载缓慢或被拒绝时',
  mirror:
    '镜像：在设置的“下载”中选择。ModelScope 则在启动主机时设置 MODELSCOPE_ENDPOINT 或 MODELSCOPE_DOMAIN。',
  proxy: '代理：为主机设置 HTTP_PROXY、HTTPS_PROXY 和 NO_PROXY。',
  byHand: '手动：在别处下载模型，将其文件夹复制到本机，再在上方添加。',
  cache: 'MODELSCOPE_CACHE 或 HF_HOME 中已有的文件会直接使用。',
};
