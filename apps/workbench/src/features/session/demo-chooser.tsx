import type { DemoSignIn } from '@zhengtong/platform/support/identity/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { useSignIn } from './use-sign-in.ts'
import { words } from './words.ts'

/** The invented officials of the demo city, one press away. */
export function DemoChooser({ people, onDone }: { people: DemoSignIn[]; onDone: () => void }) {
  const w = useWords(words)
  const sentence = useSentence()
  const signIn = useSignIn(onDone)
  return (
    <section className="sheet flow">
      <h2>{w.demoTitle}</h2>
      <p className="soft">{w.demoHelp}</p>
      {signIn.error && (
        <Note tone="danger" alert>
          {sentence(signIn.error)}
        </Note>
      )}
      <table className="list list--cards">
        <thead>
          <tr>
            <th scope="col">{w.name}</th>
            <th scope="col">{w.post}</th>
            <th scope="col">{w.department}</th>
            <th scope="col">
              <span className="unseen">{w.enter}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {people.map(({ username, password, name, roles, department }) => (
            <tr key={username}>
              <th scope="row">{name}</th>
              <td>{roles.map((role) => w.role[role]).join('、')}</td>
              <td className="soft">{department}</td>
              <td className="num">
                <Button
                  size="small"
                  disabled={signIn.isPending}
                  aria-label={`${w.enter} ${name}`}
                  onClick={() => signIn.mutate({ username, password })}
                >
                  {w.enter}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
