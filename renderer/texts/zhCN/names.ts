import type { Texts } from '../en.ts';

export const names: Texts['names'] = {
  saved: '保存的文件名',
  exported: '导出的文件名',
  hint: '{name} 名称、{date} 日期、{time} 时间、{instance} 实例、{model} 模型、{format} 格式；扩展名自动添加，重名时自动编号。',
  example: ({ name }) => `例如：${name}`,
  bad: '请输入文字；花括号中只能是 {name}、{date}、{time}、{instance}、{model}、{format}。',
};
