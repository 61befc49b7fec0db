import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'
import { type Prose, ProsePage } from './prose.tsx'

const words = defineWords<Prose>(
  {
    title: '隐私',
    parts: [
      {
        heading: '我们看什么',
        lines: [
          '只看办这件事用得着的信息。提交以前，核对页会写清楚要从哪些库里查。',
          '每个填好的内容旁边都写着来自哪里。您认为不对，点“有误”。',
        ],
      },
      {
        heading: '谁看过，您都知道',
        lines: ['登录以后打开“谁看过我的数据”：每一次查看的时间、单位、内容、目的和依据都在那里。'],
      },
      {
        heading: '存在您这边的',
        lines: [
          '登录用一个只在本站有效的会话标记，退出登录就失效。',
          '大字版、高对比和语言的选择存在这个浏览器里，不传给任何人。本站不用第三方统计和广告。',
        ],
      },
      { heading: '要更正、要说法', lines: ['打 12345，或者到办事的窗口提出。'] },
    ],
  },
  {
    title: 'Privacy',
    parts: [
      {
        heading: 'What we look at',
        lines: [
          'Only what the matter at hand needs. Before you submit, the last page says which registers are asked.',
          'Every value filled in for you says where it came from. If it is wrong, choose “Wrong?”.',
        ],
      },
      {
        heading: 'You know who looked',
        lines: [
          'Sign in and open “Who has seen my data”: the time, office, content, purpose and basis of every look are there.',
        ],
      },
      {
        heading: 'What is kept on your side',
        lines: [
          'Signing in uses a session mark that works on this site alone and ends when you sign out.',
          'Your choices of large print, contrast and language stay in this browser. There are no third-party statistics or advertisements.',
        ],
      },
      { heading: 'Corrections and complaints', lines: ['Call 12345, or ask at the counter that handles your matter.'] },
    ],
  },
)

export function PrivacyPage() {
  return <ProsePage prose={useWords(words)} />
}
