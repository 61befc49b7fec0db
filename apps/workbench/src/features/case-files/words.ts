import { defineWords } from '@zhengtong/ui/i18n/words.ts'

export const words = defineWords(
  {
    title: '案卷',
    help: '整份案卷一个压缩包：数据、材料、文书、经过和账本证明，断网可核验（npm run zt -- verify）。每次导出和下载都记下目的。',
    ask: '导出案卷',
    purpose: '目的',
    purposeHelp: '例如：行政复议机关调阅、归档。会写进案卷和查阅记录。',
    needPurpose: '请写明目的，至少 4 个字',
    send: '导出',
    back: '不导出',
    state: {
      queued: '排队',
      running: '正在做',
      ready: '可下载',
      failed: '没有做成，会自动再试',
      expired: '已过期、已销毁',
    },
    progress: (done: number, total: number) => (total > 0 ? `${done} / ${total}` : ''),
    fetch: (size: string) => `下载 ZIP（${size}）`,
    until: (day: string) => `${day} 销毁`,
  },
  {
    title: 'Case file',
    help: 'The whole case in one archive: data, materials, papers, course and proofs, checked offline by npm run zt -- verify. Each export and download keeps its purpose.',
    ask: 'Export the file',
    purpose: 'Purpose',
    purposeHelp: 'For example: asked for by the review body, archiving. It is written in the file and in the read log.',
    needPurpose: 'Say why, four characters at least',
    send: 'Export',
    back: 'Do not export',
    state: {
      queued: 'Queued',
      running: 'Being made',
      ready: 'Ready',
      failed: 'Failed, will be tried again',
      expired: 'Expired and destroyed',
    },
    progress: (done, total) => (total > 0 ? `${done} of ${total}` : ''),
    fetch: (size) => `Download ZIP (${size})`,
    until: (day) => `destroyed ${day}`,
  },
)
