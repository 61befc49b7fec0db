import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Modal } from 'antd'
import { useAllShortcuts } from './shortcuts.tsx'
import { words } from './words.ts'

export function KeyHelp({ onClose }: { onClose: () => void }) {
  const w = useWords(words)
  return (
    <Modal open title={w.keys} onCancel={onClose} footer={null} width={480}>
      <dl className="pairs">
        {useAllShortcuts().map(({ key, shown, label }) => (
          <div key={`${key} ${label}`} style={{ display: 'contents' }}>
            <dt>
              <kbd>{shown ?? key}</kbd>
            </dt>
            <dd>{label}</dd>
          </div>
        ))}
      </dl>
      <p className="soft" style={{ marginTop: 12 }}>
        {w.keysHelp}
      </p>
    </Modal>
  )
}
