import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'
import { type Prose, ProsePage } from './prose.tsx'

const words = defineWords<Prose>(
  {
    title: '无障碍说明',
    parts: [
      {
        heading: '看得清',
        lines: [
          '页面上方的“大字版”把字和按钮都放大，颜色对比至少 7:1。页面下方的“高对比”用黑字白底。',
          '浏览器放大到 400% 也不用左右拖动。状态都有图标和文字，不只靠颜色。',
        ],
      },
      {
        heading: '用键盘',
        lines: [
          'Tab 走到每一个能点的地方，回车或空格按下。第一次按 Tab，可以直接跳到正文。',
          '搜索框里用上下键选建议，Esc 关掉。',
        ],
      },
      {
        heading: '用读屏',
        lines: [
          '每一页有标题、主导航、正文和页脚。换页以后，读屏从新一页的标题读起。',
          '填错时，页面上方列出每一处，点一下就到那里。',
        ],
      },
      { heading: '还是不方便', lines: ['打 12345，有人听您说，替您办。也可以到任何一个政务服务中心。'] },
    ],
  },
  {
    title: 'Accessibility',
    parts: [
      {
        heading: 'Seeing',
        lines: [
          '“Large print” at the top makes type and buttons larger, with a contrast of at least 7:1. “High contrast” at the bottom is black on white.',
          'At 400% zoom nothing needs to be scrolled sideways. States always have an icon and a word, not only a colour.',
        ],
      },
      {
        heading: 'Keyboard',
        lines: [
          'Tab reaches everything that can be pressed; Enter or Space presses it. The first Tab offers to skip to the content.',
          'In the search box choose suggestions with the arrow keys; Escape closes them.',
        ],
      },
      {
        heading: 'Screen readers',
        lines: [
          'Each page has a heading, a main navigation, content and a footer. After a change of page, reading starts at its heading.',
          'When something is wrong, it is listed on top, each line leading to its field.',
        ],
      },
      {
        heading: 'Still not easy?',
        lines: ['Call 12345 and somebody will listen and do it for you, or go to any service centre.'],
      },
    ],
  },
)

export function AccessibilityPage() {
  return <ProsePage prose={useWords(words)} />
}
