import type { ClientOpened } from '@zhengtong/platform/support/openid/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button, Modal } from 'antd'
import { Note } from '../../parts/note.tsx'
import { words } from './words.ts'

/** What the program's people need, shown once. */
export function SecretDialog({ opened, onClose }: { opened: ClientOpened; onClose: () => void }) {
  const w = useWords(words)
  const rows = [
    [w.issuer, opened.issuer],
    [w.id, opened.client.id],
    ...(opened.secret ? [[w.secret, opened.secret]] : []),
  ]
  return (
    <Modal
      open
      title={w.secretTitle}
      closable={false}
      footer={
        <Button type="primary" onClick={onClose}>
          {w.copied}
        </Button>
      }
    >
      <div className="flow">
        <Note tone="wait">{opened.secret ? w.secretHelp : w.noSecret}</Note>
        <dl>
          {rows.map(([term, value]) => (
            <div key={term}>
              <dt className="soft">{term}</dt>
              <dd>
                <code>{value}</code>
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </Modal>
  )
}
