import { defineWords } from '@zhengtong/ui/i18n/words.ts'

export const correctionWords = defineWords(
  {
    wait: '等您处理',
    one: (name: string) => `请补正：${name}`,
    many: (count: number) => `请补正 ${count} 项内容`,
    field: (name: string) => `修改：${name}`,
    material: '重新上传',
    choose: (name: string) => `选择文件：${name}`,
    received: '已收到新的一份',
    rest: '别的不用再交。补正只有这一次，请一次补齐。',
    due: (day: string, left: string) => `${day}前补好，${left}。`,
    send: '补好了，交回去',
    missing: (name: string) => `请上传“${name}”`,
    failed: '没有交回去',
    kept: '还没有交回去。填的和传的都在这一页上。',
  },
  {
    wait: 'Waiting for you',
    one: (name: string) => `Please put right: ${name}`,
    many: (count: number) => `Please put ${count} things right`,
    field: (name: string) => `Change: ${name}`,
    material: 'Upload again',
    choose: (name: string) => `Choose a file: ${name}`,
    received: 'New version received',
    rest: 'Nothing else is needed. You are asked only once, so please put everything right together.',
    due: (day: string, left: string) => `By ${day}; ${left}.`,
    send: 'Done, send it back',
    missing: (name: string) => `Upload: ${name}`,
    failed: 'Not sent back',
    kept: 'Not sent back yet. What you entered and sent is on this page.',
  },
)
