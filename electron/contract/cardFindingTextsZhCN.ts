/** What the findings about cards, CUDA and containers say in Chinese. */
import type { CardFindingTexts } from './findingTexts.ts';

/** Where the driver is mended: a container and WSL borrow it from the machine around them. */
const places: Readonly<Record<string, string>> = {
  container: '请在运行该容器的机器上操作，然后重启容器。',
  wsl: '请在 Windows 中安装或更新 NVIDIA 驱动（WSL 内无需安装），然后在 Windows 中运行“wsl --shutdown”。',
};
const place = (where: string | number | undefined): string => places[String(where)] ?? '';

export const cardFindingTextsZhCN: CardFindingTexts = {
  'gpu-none': { cause: () => '未找到 NVIDIA 显卡：由 CPU 完成工作。', fix: null },
  'gpu-wanted': {
    cause: () => '有实例要在显卡上运行，但本机未找到 NVIDIA 显卡。',
    fix: ({ where }) => place(where) || '请让它改用 CPU，或安装显卡及其驱动（535 或更新）。',
  },
  'gpu-simulated': { cause: () => '显卡为虚构：这是模拟的机器。', fix: null },
  'gpu-driver-missing': {
    cause: () => '本机有 NVIDIA 显卡，但没有驱动：由 CPU 完成工作。',
    fix: ({ where }) => place(where) || '请安装 NVIDIA 驱动（535 或更新）并重启机器。',
  },
  'gpu-smi-missing': {
    cause: () => 'NVIDIA 驱动已加载，但没有 nvidia-smi：无法列出和监视显卡。',
    fix: ({ where }) =>
      where === 'container'
        ? '请以 NVIDIA_DRIVER_CAPABILITIES=compute,utility 启动容器。'
        : '请安装驱动附带的工具，或在“设置”中填写 nvidia-smi 的路径。',
  },
  'gpu-not-loaded': {
    cause: ({ words }) => `NVIDIA 驱动已安装但未加载。nvidia-smi 提示：${words}`,
    fix: ({ where }) =>
      place(where) || '请加载驱动。若失败，多因更换了内核或启用了安全启动：请重装驱动并重启。',
  },
  'gpu-mismatch': {
    cause: ({ words, loaded }) =>
      `NVIDIA 驱动已更新，但加载的仍是旧版（${loaded}）。nvidia-smi 提示：${words}`,
    fix: ({ where }) => place(where) || '请重启机器。',
  },
  'gpu-no-devices': {
    cause: () => 'NVIDIA 驱动有响应，但没有发现可用于 CUDA 的显卡。',
    fix: ({ where }) => place(where) || '请检查显卡是否插好、供电是否正常，并在内核日志中查找“NVRM”。',
  },
  'gpu-hidden': {
    cause: () => '机器上有 NVIDIA 显卡，但没有分配给该容器。',
    fix: () => '请加上“--gpus all”重新启动容器；容器外的机器需安装 NVIDIA 容器工具包。',
  },
  'gpu-no-permission': {
    cause: ({ words }) => `当前用户无权查询显卡。nvidia-smi 提示：${words}`,
    fix: () => '请为当前用户开放 /dev/nvidia* 的访问权限（通常是“video”组），然后重新登录。',
  },
  'gpu-nvml-failed': {
    cause: ({ words }) => `驱动的库无法启动。nvidia-smi 提示：${words}`,
    fix: ({ where }) =>
      where === 'container'
        ? '该容器已失去显卡（容器外的 systemd 重新加载时会发生）。请重启容器；改用 CDI 或 cgroupfs 驱动可避免再次发生。'
        : place(where) || '请重装驱动，使库与内核模块版本一致，然后重启。',
  },
  'gpu-smi-hung': {
    cause: () => 'nvidia-smi 没有响应：显卡或其驱动卡住了。',
    fix: ({ where }) => place(where) || '请在内核日志中查找“Xid”；通常只能重启机器。',
  },
  'gpu-smi-failed': {
    cause: ({ words }) => `nvidia-smi 失败，提示：${words}`,
    fix: () => '请手动运行 nvidia-smi，并按其提示修复。',
  },
  'gpu-driver-good': { cause: ({ version }) => `NVIDIA 驱动 ${version}（要求 535 或更新）。`, fix: null },
  'gpu-driver-old': {
    cause: ({ version }) => `NVIDIA 驱动 ${version} 过旧：要求 535 或更新。`,
    fix: ({ where }) => place(where) || '请安装更新的驱动并重启机器。',
  },
  'gpu-driver-unknown': { cause: () => '无法得知 NVIDIA 驱动的版本。', fix: null },
  'gpu-card-good': {
    cause: ({ name, memory, capability, index }) =>
      `显卡 ${index}：${name}，${memory}，计算能力 ${capability}。`,
    fix: null,
  },
  'gpu-card-lost': {
    cause: ({ name, uuid }) => `${name}（${uuid}）已从总线掉线：无法在其上运行。`,
    fix: () => '请重启机器。若再次发生，请检查供电和插槽：显卡可能有故障。',
  },
  'gpu-card-needs-reset': {
    cause: ({ name, uuid }) => `${name}（${uuid}）需要重置后才能使用。`,
    fix: () => '请停止其上的程序后重置，或重启机器。',
  },
  'gpu-card-error': {
    cause: ({ name, uuid }) => `${name}（${uuid}）返回错误。`,
    fix: () => '请在内核日志中查找“Xid”，并重启机器。',
  },
  'gpu-card-blamed': {
    cause: ({ name, uuid }) => `${name}（${uuid}）上至少一半的工作进程近期失败：显卡本身可疑。`,
    fix: () => '请在内核日志中查找“Xid”，并让实例改用其他显卡试试。',
  },
  'instance-card-missing': {
    cause: ({ name, uuid }) => `实例 ${name} 绑定到 ${uuid}，而本机目前没有该显卡。`,
    fix: () => '请为其改选设备，或等待该显卡恢复。ParaDeck 不会自行改动绑定。',
  },
  'precision-unsupported': {
    cause: ({ name, precision, card, capability }) =>
      `实例 ${name} 要在 ${card} 上以 ${precision} 运行，但其计算能力 ${capability} 不支持（需要 8.0）。`,
    fix: () => '请将精度设为 auto：会按显卡能力选择。',
  },
  'shared-card-oom': {
    cause: ({ name, card, others }) =>
      `实例 ${name} 在 ${card} 上显存耗尽（CUDA out of memory）。同一张卡上还有：${others}。`,
    fix: ({ better, batchSizeS }) =>
      better !== ''
        ? `请隔离：让它独占一张卡。${better} 的可用显存最多。`
        : `没有其他显卡有足够显存。请停止其中一个，或减小批量（现为 ${batchSizeS} 秒，建议不超过 150）。`,
  },
  'shared-card-tight': {
    cause: ({ card, names, needGiB, totalGiB }) =>
      `${names} 共用 ${card}，共需约 ${needGiB} GiB，而该卡有 ${totalGiB} GiB：后启动者可能显存耗尽（CUDA out of memory）。`,
    fix: ({ better }) =>
      better !== ''
        ? `请让其中一个独占一张卡：${better} 的可用显存最多。`
        : '请将批量减小到 150 秒或以下，或每次只运行其中一个。',
  },
  'torch-good': {
    cause: ({ version, build, path }) => `torch ${version}，CUDA ${build}（${path}）。`,
    fix: null,
  },
  'torch-missing': {
    cause: ({ path, name }) => `实例 ${name} 的环境（${path}）中没有 torch。`,
    fix: () => '请在该环境中安装引擎所需的软件包。',
  },
  'torch-broken': {
    cause: ({ path, words }) => `${path} 无法加载 torch：${words}`,
    fix: () => '请在该环境中重新安装引擎所需的软件包。',
  },
  'torch-cpu-build': {
    cause: ({ version, path }) => `torch ${version}（${path}）不含 CUDA：无法使用任何显卡。`,
    fix: () => '请在该环境中安装含 CUDA 的版本。',
  },
  'torch-driver-old': {
    cause: ({ version, build, driver, needed }) =>
      `torch ${version} 面向 CUDA ${build}，需要驱动 ${needed} 或更新；当前为 ${driver}。`,
    fix: () => '请更新驱动，或安装面向较早 CUDA 的版本：',
  },
  'torch-no-kernel': {
    cause: ({ version, build, card, capability }) =>
      `torch ${version}（CUDA ${build}）不含 ${card}（计算能力 ${capability}）的代码。`,
    fix: () => '请安装仍支持它的版本：',
  },
  'cuda-good': {
    cause: ({ card, ms }) =>
      `CUDA 可在 ${card} 上使用：该 Python 在其上分配、使用并释放了一个张量，用时 ${ms} 毫秒。`,
    fix: null,
  },
  'cuda-refused': {
    cause: ({ card, words }) => `工作进程所用的 Python 无法在 ${card} 上使用 CUDA：${words}`,
    fix: () => '请按提示修复。更新驱动之后，往往只差重启机器。',
  },
  'cuda-hung': {
    cause: ({ card, limitS }) => `CUDA 在 ${card} 上 ${limitS} 秒内没有响应。`,
    fix: () => '请在内核日志中查找“Xid”；通常只能重启机器。',
  },
  'cuda-memory-full': {
    cause: ({ card, words }) => `${card} 的显存连一个小张量都放不下：${words}`,
    fix: () => '请查看占用者，并结束不需要的程序。',
  },
  'cuda-other-card': {
    cause: ({ card, actual }) => `该 Python 绑定到 ${card}，实际却用了 ${actual}。`,
    fix: () => '请从该环境的 sitecustomize 或其他启动代码中去掉 CUDA_VISIBLE_DEVICES。',
  },
  'cuda-no-card': { cause: () => '未测试 CUDA：没有可供测试的显卡。', fix: null },
  'cuda-no-torch': {
    cause: () => '未测试 CUDA：没有安装带 torch 的引擎。',
    fix: () => '只要所有实例都用 CPU，就无需处理；否则请安装 FunASR 引擎。',
  },
  'container-none': { cause: () => '没有 Docker 或 Podman。ParaDeck 本身并不需要。', fix: null },
  'container-good': { cause: ({ name, version }) => `${name} ${version} 可将显卡分配给容器。`, fix: null },
  'container-plain': {
    cause: ({ name, version }) => `${name} ${version}。没有可分配给容器的显卡。`,
    fix: null,
  },
  'container-no-toolkit': {
    cause: ({ name }) => `${name} 无法将显卡分配给容器：未安装 NVIDIA 容器工具包。`,
    fix: () => '只有在容器中运行 ParaDeck 或工作进程时才需要。请安装并完成配置。',
  },
  'container-not-configured': {
    cause: ({ name }) => `已安装 NVIDIA 容器工具包，但 ${name} 尚未配置使用它。`,
    fix: () => '请完成配置，并重启其服务。',
  },
  'container-silent': {
    cause: ({ name, words }) => `已安装 ${name}，但它没有响应：${words}`,
    fix: () => '请启动其服务，或为当前用户开放使用权限。',
  },
};
