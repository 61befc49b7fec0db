import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { DesignKind } from '@zhengtong/platform/support/designs/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { PencilRuler } from 'lucide-react'
import { DesignEditor } from '../features/designs/editor.tsx'
import { designQuery, useDesignVerbs } from '../features/designs/use-designs.ts'
import { words } from '../features/designs/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Content } from '../parts/content.tsx'
import { Note } from '../parts/note.tsx'
import { useTitle } from '../parts/title.ts'
import { useSentence } from '../parts/trouble.tsx'

/** One design: its draft in the designer, or the way to begin one. */
export function DesignPage() {
  const { kind, key } = useParams({ from: '/work/designs/$kind/$key' }) as { kind: DesignKind; key: string }
  const of = useQuery(designQuery(kind, key))
  const w = useWords(words)
  useTitle(of.data?.title ?? w.title)
  return (
    <Content whole of={of} rows={14}>
      {(design) =>
        design ? (
          // Another beginning is another drawing; a save of the same goes on in it.
          <DesignEditor key={`${kind} ${key} ${design.basedOn}`} design={design} />
        ) : (
          <NoDraft kind={kind} designKey={key} />
        )
      }
    </Content>
  )
}

function NoDraft({ kind, designKey }: { kind: DesignKind; designKey: string }) {
  const w = useWords(words)
  const sentence = useSentence()
  const { begin } = useDesignVerbs(kind, designKey)
  return (
    <Blank icon={PencilRuler} title={w.noDraftTitle} whole>
      <p>{w.noDraft}</p>
      {begin.error && (
        <Note tone="danger" alert>
          {sentence(begin.error)}
        </Note>
      )}
      <div className="line-row">
        <Button type="primary" loading={begin.isPending} onClick={() => begin.mutate({ key: designKey })}>
          {w.startDraft}
        </Button>
        <Link to="/designs" search={{ kind }}>
          {w.back}
        </Link>
      </div>
    </Blank>
  )
}
