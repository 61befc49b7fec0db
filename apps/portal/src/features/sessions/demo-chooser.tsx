import { Button } from '@zhengtong/ui/components/button.tsx'
import { Section } from '@zhengtong/ui/components/surfaces.tsx'
import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useDemoSignIns } from './queries.ts'

const words = defineWords(
  {
    title: '演示：选一个虚构的人登录',
    text: '这些人和店都是虚构的，只在演示里有。',
    choose: (name: string) => `用${name}登录`,
  },
  {
    title: 'Demo: sign in as an invented person',
    text: 'These people and shops are invented and exist only in the demo.',
    choose: (name: string) => `Sign in as ${name}`,
  },
)

/** The invented citizens of the demo. Shown only where the server offers them. */
export function DemoChooser(props: {
  busy: boolean
  onChoose: (credentials: { username: string; password: string }) => void
}) {
  const t = useWords(words)
  const { data } = useDemoSignIns()
  const citizens = data?.filter(({ kind }) => kind === 'citizen') ?? []
  if (citizens.length === 0) return null
  return (
    <Section title={t.title} className="stack">
      <p className="soft">{t.text}</p>
      <ul className="rows">
        {citizens.map(({ username, password, name, note }) => (
          <li key={username} className="demo-person">
            <div>
              <strong>{name}</strong> <span className="soft">{username}</span>
              {note ? <p className="soft">{note}</p> : null}
            </div>
            <Button look="quiet" busy={props.busy} onClick={() => props.onChoose({ username, password })}>
              {t.choose(name)}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  )
}
