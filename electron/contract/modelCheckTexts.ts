/** What the lines of a model's check say, in both languages: for the panel, the command line and the host's own English. */
import type { ModelCheckCode } from './model.ts';

type Fill = (detail: Readonly<Record<string, string | number>>) => string;
type ModelCheckTexts = Readonly<Record<ModelCheckCode, Fill>>;

export const modelCheckTextsEn: ModelCheckTexts = {
  'folder-missing': ({ dir }) => `${dir} does not exist.`,
  'folder-no-folder': ({ dir }) => `${dir} is not a folder.`,
  'folder-denied': ({ dir }) => `${dir} may not be read by this user.`,
  'folder-unreadable': ({ dir, code }) => `${dir} can't be read (${code}).`,
  'folder-empty': ({ dir }) => `${dir} holds no config.yaml and no weights.`,
  'file-missing': ({ file }) => `${file} is missing.`,
  'file-pointer': ({ file }) =>
    `${file} is only a Git LFS pointer: run "git lfs pull" in the folder to get its content.`,
  'file-empty': ({ file }) => `${file} is empty: copy or download it again.`,
  'class-good': ({ className }) => `Class ${className}.`,
  'class-unknown': ({ className, known }) => `The class ${className} is not one ParaDeck can run (${known}).`,
  'class-unnamed': () => 'config.yaml has no line "model:" naming the class.',
  'config-unreadable': () => 'config.yaml is not readable as YAML.',
  'weights-missing': () =>
    'No weights: the onnx engine needs model.onnx or model_quant.onnx, the funasr engine model.pt.',
  'weights-onnx': ({ size }) => `${size}, for the onnx engine.`,
  'weights-funasr': ({ size }) => `${size}, for the funasr engine.`,
  'weights-funasr-only': ({ size }) =>
    `${size}, for the funasr engine only: there is no graph for the onnx engine (hubs keep those under names ending in -onnx).`,
  'words-needed': () =>
    'This model punctuates words cut by jieba, which ParaDeck does not do: choose one that works on characters.',
  'mvn-good': ({ width }) => `${width} values each.`,
  'mvn-unreadable': () => 'am.mvn lacks a readable <AddShift> or <Rescale> row.',
  'mvn-size': ({ shift, rescale, width }) =>
    `am.mvn holds ${shift} and ${rescale} values where ${width} and ${width} are needed.`,
  'tokens-good': ({ count }) => `${count} tokens.`,
  'tokens-no-list': () => 'tokens.json is not a JSON list of texts.',
  'tokens-twice': ({ token }) => `The token ${token} stands twice in tokens.json.`,
  'tokens-no-unk': () => 'tokens.json lacks the token <unk>.',
  'tokens-order': () => 'tokens.json must begin with <blank>, <s>, </s> and end with <unk>.',
  'vocabulary-good': () => 'As config.yaml says.',
  'vocabulary-size': ({ size, count }) => `config.yaml says ${size} tokens, tokens.json has ${count}.`,
};

export const modelCheckTextsZhCN: ModelCheckTexts = {
  'folder-missing': ({ dir }) => `${dir} 不存在。`,
  'folder-no-folder': ({ dir }) => `${dir} 不是文件夹。`,
  'folder-denied': ({ dir }) => `当前用户无权读取 ${dir}。`,
  'folder-unreadable': ({ dir, code }) => `无法读取 ${dir}（${code}）。`,
  'folder-empty': ({ dir }) => `${dir} 中没有 config.yaml，也没有权重。`,
  'file-missing': ({ file }) => `缺少 ${file}。`,
  'file-pointer': ({ file }) => `${file} 只是 Git LFS 指针：请在该文件夹中运行“git lfs pull”获取内容。`,
  'file-empty': ({ file }) => `${file} 为空：请重新复制或下载。`,
  'class-good': ({ className }) => `类别 ${className}。`,
  'class-unknown': ({ className, known }) => `ParaDeck 无法运行类别 ${className}（支持：${known}）。`,
  'class-unnamed': () => 'config.yaml 中没有注明类别的“model:”一行。',
  'config-unreadable': () => 'config.yaml 不是可读取的 YAML。',
  'weights-missing': () =>
    '没有权重：onnx 引擎需要 model.onnx 或 model_quant.onnx，funasr 引擎需要 model.pt。',
  'weights-onnx': ({ size }) => `${size}，供 onnx 引擎使用。`,
  'weights-funasr': ({ size }) => `${size}，供 funasr 引擎使用。`,
  'weights-funasr-only': ({ size }) =>
    `${size}，只能用于 funasr 引擎：没有供 onnx 引擎使用的模型图（模型站上此类模型名称以 -onnx 结尾）。`,
  'words-needed': () => '该模型按 jieba 分词加标点，ParaDeck 不支持：请选择按字处理的模型。',
  'mvn-good': ({ width }) => `各有 ${width} 个值。`,
  'mvn-unreadable': () => 'am.mvn 中没有可读取的 <AddShift> 或 <Rescale> 行。',
  'mvn-size': ({ shift, rescale, width }) => `am.mvn 含 ${shift} 和 ${rescale} 个值，应各为 ${width} 个。`,
  'tokens-good': ({ count }) => `${count} 个词元。`,
  'tokens-no-list': () => 'tokens.json 不是由文字组成的 JSON 列表。',
  'tokens-twice': ({ token }) => `词元 ${token} 在 tokens.json 中重复出现。`,
  'tokens-no-unk': () => 'tokens.json 中缺少词元 <unk>。',
  'tokens-order': () => 'tokens.json 须以 <blank>、<s>、</s> 开头，以 <unk> 结尾。',
  'vocabulary-good': () => '与 config.yaml 一致。',
  'vocabulary-size': ({ size, count }) => `config.yaml 注明 ${size} 个词元，tokens.json 有 ${count} 个。`,
};
