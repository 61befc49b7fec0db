import type { ArchiveRow } from '@zhengtong/platform/support/archives/contract.ts'
import { address } from '@zhengtong/ui/api/request.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Input, Modal } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { words } from './words.ts'

/** The package of a file, for a purpose that is logged. */
export function ExportDialog({ file, onClose }: { file: ArchiveRow; onClose: () => void }) {
  const w = useWords(words)
  const [purpose, setPurpose] = useState('')
  const [asked, setAsked] = useState(false)
  const short = purpose.trim().length < 4
  return (
    <Modal
      open
      title={`${w.export}：${file.archiveNo ?? file.caseNo}`}
      okText={w.download}
      cancelText={w.cancel}
      onOk={() => {
        setAsked(true)
        if (short) return
        window.location.assign(address(`/archives/${file.id}/package`, { purpose: purpose.trim() }))
        onClose()
      }}
      onCancel={onClose}
    >
      <Field label={w.purpose} help={w.exportHelp} fault={asked && short ? w.needPurpose : undefined}>
        {(own) => (
          <Input {...own} maxLength={200} value={purpose} onChange={({ target }) => setPurpose(target.value)} />
        )}
      </Field>
    </Modal>
  )
}
