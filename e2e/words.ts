/** What a person reads on the panel in each language, for specs that walk in both. */
const en = {
  ...{ next: 'Next', setUp: 'Set up', skipAll: 'Skip all', done: 'Done', ready: 'Ready', stopped: 'Stopped' },
  ...{ look: 'Language and theme', places: 'Where things are kept', crew: 'What does the work' },
  ...{ two: '2 instances', stop: 'Stop', start: 'Start', queue: 'Queue', checks: 'Checks', fleet: 'Fleet' },
  ...{
    choose: 'Choose files',
    search: 'Search transcripts',
    field: 'Text of the sentence',
    export: 'Export',
  },
  ...{ settings: 'Settings', keyName: 'Name of the key', createKey: 'Create key', requests: 'Last requests' },
  ...{ newInstance: 'New instance', stopAll: 'Stop all', firstSteps: 'Go through the first steps again' },
};

const zhCN: typeof en = {
  ...{
    next: '下一步',
    setUp: '完成设置',
    skipAll: '全部跳过',
    done: '完成',
    ready: '就绪',
    stopped: '已停止',
  },
  ...{ look: '语言与主题', places: '存放位置', crew: '由谁来转写' },
  ...{ two: '2 个实例', stop: '停止', start: '启动', queue: '队列', checks: '检查', fleet: '集群' },
  ...{ choose: '选择文件', search: '搜索转写稿', field: '句子文字', export: '导出' },
  ...{ settings: '设置', keyName: '密钥名称', createKey: '创建密钥', requests: '最近的请求' },
  ...{ newInstance: '新建实例', stopAll: '全部停止', firstSteps: '重新走一遍初始步骤' },
};

export const words = { 'en-US': en, 'zh-CN': zhCN };
