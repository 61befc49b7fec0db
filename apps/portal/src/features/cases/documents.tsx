import type { CaseView } from '@zhengtong/platform/support/cases/contract.ts'
import { address } from '@zhengtong/ui/api/request.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'
import { FileText, Image } from 'lucide-react'
import { caseWords } from './words.ts'

const words = defineWords(
  { uploaded: (day: string) => `您 ${day}上传`, older: '旧的一份', again: '要重传' },
  { uploaded: (day: string) => `Uploaded by you on ${day}`, older: 'Earlier version', again: 'To be sent again' },
)

/** What the applicant handed in, the newest of each first. */
export function MaterialRows({ view }: { view: CaseView }) {
  const t = useWords(words)
  const common = useWords(caseWords)
  const format = useFormat()
  const asked = new Set(
    view.correction?.open ? view.correction.items.filter(({ kind }) => kind === 'material').map(({ key }) => key) : [],
  )
  return view.materials.map((material) => {
    const Icon = material.mediaType.startsWith('image/') ? Image : FileText
    const kind = material.fileName.split('.').at(-1)?.toUpperCase() ?? ''
    const facts = [t.uploaded(format.day(material.at)), `${kind} ${format.size(material.size)}`]
    if (!material.current) facts.push(t.older)
    else if (asked.has(material.key)) facts.push(t.again)
    return (
      <li key={material.id} className="doc">
        <Icon className="icon" aria-hidden />
        <div>
          <h3>{material.name}</h3>
          <p className="soft">{facts.join(' · ')}</p>
        </div>
        <p className="doc__meta">
          <a href={address(`/cases/${view.id}/materials/${material.id}/file`)} download={material.fileName}>
            {common.download}
            <span className="unseen">{material.name}</span>
          </a>
        </p>
      </li>
    )
  })
}
