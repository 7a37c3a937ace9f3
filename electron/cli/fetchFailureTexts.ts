/** Failures of bringing a model from a hub, in the words of a terminal. */
import type { FailureCode } from '../contract/failure.ts';
import { both } from './failureText.ts';
import type { InBoth } from './failureText.ts';

type FetchCode = Extract<FailureCode, `fetch-${string}`>;

export const fetchFailureTexts: Readonly<Record<FetchCode, InBoth>> = {
  'fetch-not-found': both(
    ['The hub has no such model.', 'Check the full id, owner/name, and the hub.'],
    ['模型站上没有该模型。', '请检查完整 ID（所有者/名称）以及所选模型站。'],
  ),
  'fetch-refused': both(
    [
      'The hub refused the download.',
      'The model may need a sign-in or a licence; open its page on the hub, or choose another mirror.',
    ],
    ['模型站拒绝了下载。', '该模型可能需要登录或同意许可；请打开其页面查看，或改用其他镜像。'],
  ),
  'fetch-broken': both(
    [
      'The connection to the hub broke.',
      'Try again: what has come is kept. Where it breaks again, set a mirror (HF_ENDPOINT=https://hf-mirror.com, MODELSCOPE_ENDPOINT) or a proxy for the host, or copy the folder by hand and add it.',
    ],
    [
      '与模型站的连接中断。',
      '请重试：已下载的部分会保留。若仍中断，请为主机设置镜像（HF_ENDPOINT=https://hf-mirror.com、MODELSCOPE_ENDPOINT）或代理，或手动复制模型文件夹后添加。',
    ],
  ),
  'fetch-too-slow': both(
    [
      'The hub has sent nothing for a long time.',
      'Try again later or from a mirror (HF_ENDPOINT=https://hf-mirror.com, MODELSCOPE_ENDPOINT), what has come is kept; or download the folder elsewhere, copy it here and add it.',
    ],
    [
      '模型站长时间没有返回数据。',
      '请稍后重试或换用镜像（HF_ENDPOINT=https://hf-mirror.com、MODELSCOPE_ENDPOINT），已下载的部分会保留；也可在别处下载后复制到本机再添加。',
    ],
  ),
  'fetch-damaged': both(
    [
      'The downloaded files are not what the hub announced.',
      'Fetch it again: the damaged files have been removed.',
    ],
    ['下载的文件与模型站公布的不一致。', '请重新下载：损坏的文件已删除。'],
  ),
};
