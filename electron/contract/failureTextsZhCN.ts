/** The failures in Chinese. */
import type { FailureTexts } from './failureTexts.ts';

export const failureTextsZhCN: FailureTexts = {
  'bad-request': { cause: '主机不接受所填的内容。', fix: '请看下面的详细信息，改正后再提交。' },
  unauthorised: {
    cause: '此浏览器尚未登录主机。',
    fix: '在主机上运行“paradeck open”，或打开主机启动时给出的链接。',
  },
  forbidden: {
    cause: '主机不允许从这里执行此操作。',
    fix: '请用主机给出的地址打开面板；其他域名须先在主机上放行。',
  },
  'unknown-call': { cause: '面板与主机的版本不一致。', fix: '请刷新页面；若仍然如此，请重启主机。' },
  'too-large': {
    cause: '文件超过大小限制。',
    fix: '请拆分文件，或转成压缩音频（MP3、M4A、Opus）。',
  },
  busy: { cause: '主机当前的任务已满。', fix: '等部分任务完成后再试。' },
  'instance-not-found': { cause: '该实例已不存在。', fix: '请选择其他实例，或把文件拖到整个集群。' },
  'instance-name-taken': { cause: '已有同名实例。', fix: '请换一个名称。' },
  'instance-port-taken': { cause: '已有实例使用该端口。', fix: '请换一个端口。' },
  'instance-not-stopped': { cause: '实例仍在运行。', fix: '请先停止它，再重试。' },
  'job-not-found': { cause: '该任务已不存在。', fix: '请重新添加文件。' },
  'job-not-finished': { cause: '任务尚未结束。', fix: '请等待完成，或先取消任务。' },
  'transcript-not-found': { cause: '该任务没有转写稿。', fix: '请在队列中重新运行此任务。' },
  'transcript-edited': { cause: '这份转写稿刚刚被别人修改过。', fix: '请查看最新文字后重新修改。' },
  'model-not-found': {
    cause: '所需模型未知，或其文件夹已不在原处。',
    fix: '请在“设置 › 模型”中添加模型文件夹，或选用其他模型。',
  },
  'model-invalid': {
    cause: '模型文件夹不完整或已损坏。',
    fix: '请查看“设置 › 模型”中的检查结果，补齐文件后重新添加。',
  },
  'model-in-use': {
    cause: '仍有实例或设置在使用该模型。',
    fix: '请先为那个实例换用其他模型，再移除此模型。',
  },
  'engine-not-installed': {
    cause: '该引擎的 Python 环境尚未安装。',
    fix: '请在“设置 › 引擎”中安装，或为实例改选另一引擎。',
  },
  'engine-broken': {
    cause: '引擎已安装，但其软件包无法加载。',
    fix: '请在“设置 › 引擎”中查看日志并重新安装；若与显卡有关，请打开“检查”。',
  },
  'python-missing': {
    cause: '未找到可用于创建环境的 Python。',
    fix: '“检查”中有安装命令（Debian 和 Ubuntu 还需 python3-venv）。',
  },
  'gpu-not-found': {
    cause: '本机目前没有所选 UUID 的显卡。',
    fix: '请在“集群”中查看显卡，为实例改选设备，或等待该显卡恢复。',
  },
  'gpu-memory-short': {
    cause: '显卡可用显存不足以启动该实例。',
    fix: '请释放显存（详情中列出占用者）、减小批量，或选择仍然启动。',
  },
  'fetch-not-found': { cause: '模型站上没有该模型。', fix: '请检查完整 ID（所有者/名称）以及所选模型站。' },
  'fetch-refused': {
    cause: '模型站拒绝了下载。',
    fix: '该模型可能需要登录或同意许可；请打开其页面查看，或改用其他镜像。',
  },
  'fetch-broken': {
    cause: '与模型站的连接中断。',
    fix: '请重试：已下载的部分会保留。若仍中断，请为主机设置镜像（HF_ENDPOINT=https://hf-mirror.com、MODELSCOPE_ENDPOINT）或代理，或手动复制模型文件夹后添加。',
  },
  'fetch-too-slow': {
    cause: '模型站长时间没有返回数据。',
    fix: '请稍后重试或换用镜像（HF_ENDPOINT=https://hf-mirror.com、MODELSCOPE_ENDPOINT），已下载的部分会保留；也可在别处下载后复制到本机再添加。',
  },
  'fetch-damaged': { cause: '下载的文件与模型站公布的不一致。', fix: '请重新下载：损坏的文件已删除。' },
  'install-unreachable': {
    cause: '无法连接软件源，或连接中断。',
    fix: '请重试：已下载完整的文件会保留。若仍中断，请在“设置 › 引擎”中为 PyTorch 设置镜像，用 pip config set global.index-url 地址 为其他软件包设置镜像，或为主机设置代理（HTTPS_PROXY）。',
  },
  'install-refused': {
    cause: '软件源拒绝了下载。',
    fix: '该镜像可能已关闭或需要登录：请更换镜像，PyTorch 在“设置 › 引擎”中设置，其他软件包用 pip config set global.index-url 地址。',
  },
  'install-no-build': {
    cause: '软件源中没有适合本系统及其 Python 的版本。',
    fix: '镜像可能尚未同步：请换一个软件源；或启动主机时用 PARADECK_PYTHON 指定其他 Python。',
  },
  'install-damaged': {
    cause: '下载的文件与软件源公布的不一致。',
    fix: '请重试：该文件已丢弃。若再次发生，请更换镜像。',
  },
  'install-no-room': {
    cause: '磁盘空间不足以安装引擎。',
    fix: '请腾出空间，或启动主机时用 PARADECK_ENVS 指定更大磁盘上的文件夹。',
  },
  'install-failed': {
    cause: '引擎未能安装。',
    fix: '请在“设置 › 引擎”中查看日志，然后重试。',
  },
  'proxy-socks': {
    cause: '主机的代理是 SOCKS 代理，下载所用的程序无法使用。',
    fix: '请用 HTTPS_PROXY=http://HOST:PORT 启动主机：多数代理软件在 SOCKS 端口之外还有 HTTP 或混合端口；也可改用无需代理的镜像，并取消 ALL_PROXY。',
  },
  'certificate-unknown': {
    cause: '该地址的证书不是由本机信任的机构签发的，常见于会检查 HTTPS 的公司代理之后。',
    fix: '请将公司的根证书加入系统，或启动主机时用 SSL_CERT_FILE 指定该证书（PEM 文件）。',
  },
  'file-not-found': { cause: '文件已不在原处。', fix: '请确认文件没有被移动或改名，然后重新添加。' },
  'file-is-folder': { cause: '这是文件夹，不是文件。', fix: '请拖入其中的音频文件。' },
  'folder-not-found': {
    cause: '文件夹不存在，或其上没有挂载任何内容。',
    fix: '请检查路径，或重新挂载该磁盘；监视会自动继续。',
  },
  'folder-unreadable': {
    cause: '主机无权列出该文件夹。',
    fix: '请修改权限，让主机的用户可以读取；监视会自动继续。',
  },
  'folder-watched': {
    cause: '该文件夹、其中或其外层的文件夹已在监视中。',
    fix: '请先移除那一个（详情中有名称）。',
  },
  'file-unreadable': { cause: '主机无权读取该文件。', fix: '请修改文件权限，或复制到其他文件夹后再添加。' },
  'file-empty': { cause: '文件为空（0 字节）。', fix: '请重新复制或下载该文件。' },
  'file-not-audio': {
    cause: '无法识别该文件中的音频。',
    fix: '请确认它能在播放器中播放；可转成 WAV、MP3 或 M4A。',
  },
  'file-no-sound': { cause: '文件没有音轨。', fix: '请选用带声音的版本。' },
  'file-truncated': { cause: '文件不完整，音频中途断开。', fix: '请完整地重新复制或下载，然后重试。' },
  'file-refused': {
    cause: '出于安全考虑，不打开此类文件。',
    fix: '请转成 WAV、MP3、M4A 或 FLAC 后再添加。',
  },
  'file-too-long': { cause: '录音超过时长上限。', fix: '请在“设置”中调高“最长音频”，或拆分录音。' },
  'file-changed': { cause: '转写过程中文件被改动。', fix: '请在文件不再被写入后重试。' },
  'decoder-missing': {
    cause: '没有找到读取此类音频所需的 ffmpeg。',
    fix: '请安装 ffmpeg，或在“设置”中填写其路径；16 kHz 单声道 WAV 不需要它。',
  },
  'decoder-killed': {
    cause: 'ffmpeg 读取该文件时多次被强行结束，通常是系统内存不足。',
    fix: '文件本身没有问题。请释放本机内存后重试，已识别的内容会保留。',
  },
  'output-exists': {
    cause: '结果文件已存在，不会覆盖。',
    fix: '请移动或改名已有文件；转写稿已安全保存，可在此导出。',
  },
  'output-not-writable': {
    cause: '转写稿无法写入所选文件夹。',
    fix: '请检查文件夹权限，或在“设置”中另选文件夹；转写稿已安全保存。',
  },
  'disk-full': { cause: '磁盘已满。', fix: '请腾出空间；等待中的任务会自动继续。' },
  'home-not-writable': { cause: '主机无法写入数据文件夹。', fix: '请检查该文件夹的权限和剩余空间。' },
  'home-in-use': {
    cause: '另一个主机正在使用此数据文件夹。',
    fix: '请关闭另一个主机，或用别的数据文件夹启动。',
  },
  'port-taken': { cause: '该端口已被其他程序占用。', fix: '请换一个端口，或关闭那个程序。' },
  'key-missing': {
    cause: '其他机器可访问的地址必须先有密钥。',
    fix: '请在“设置 → 接口地址”中创建密钥，或将地址改回 127.0.0.1。',
  },
  'key-not-found': { cause: '该密钥已不存在。', fix: '无需再操作：持有者已被拒绝。' },
  'job-cancelled': { cause: '任务已取消。', fix: '请重新添加文件。' },
  'file-missing': { cause: '请先上传音频文件。', fix: '请以表单字段 file 发送。' },
  'worker-died': { cause: '识别此文件时工作进程意外退出。', fix: '请重试；若再次发生，请查看实例日志。' },
  'worker-failed': { cause: '工作进程无法识别这段音频。', fix: '请重试，或查看实例日志。' },
  'instance-unavailable': { cause: '该实例目前无法工作。', fix: '请启动它，或把任务交给集群。' },
  'host-closing': {
    cause: 'ParaDeck 即将退出或重新启动。',
    fix: '请稍后再试；已接受的任务会在下次启动后继续。',
  },
  'coverage-incomplete': { cause: '录音中有部分内容还没有文字。', fix: '请重试：只会补做缺失的部分。' },
  internal: { cause: '主机发生意外错误。', fix: '请重试；若再次发生，请复制详细信息并反馈。' },
};
