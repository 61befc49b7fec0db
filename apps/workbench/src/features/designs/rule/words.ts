import { defineWords } from '@zhengtong/ui/i18n/words.ts'

export const words = defineWords(
  {
    unreadable: '规则读不出来。可以退回已发布的版本，或者丢弃草案。',
    views: '这条规则的各张表',
    drawing: '规则表',
    whole: '全图',
    help: '一行是一种情况：左边是条件，右边是结果。“-”表示什么都行，文字加英文引号，例如 "grant"、> 20、[1..5]。',
  },
  {
    unreadable: 'The rule cannot be read. Go back to a published version, or discard the draft.',
    views: 'The tables of this rule',
    drawing: 'Table of the rule',
    whole: 'Drawing',
    help: 'A row is a situation: conditions on the left, results on the right. A dash is anything, texts stand in quotes: "grant", > 20, [1..5].',
  },
)
