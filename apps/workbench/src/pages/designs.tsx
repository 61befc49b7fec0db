import { Link, useSearch } from '@tanstack/react-router'
import type { DesignKind, DesignLine } from '@zhengtong/platform/support/designs/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { PencilRuler } from 'lucide-react'
import { useState } from 'react'
import { BeginDialog } from '../features/designs/begin-dialog.tsx'
import { DesignTable } from '../features/designs/design-table.tsx'
import { useDesigns } from '../features/designs/use-designs.ts'
import { words } from '../features/designs/words.ts'
import { Blank } from '../parts/blank.tsx'
import { Content } from '../parts/content.tsx'
import { useTitle } from '../parts/title.ts'

const kinds = ['flow', 'rule', 'form', 'credential'] as const satisfies DesignKind[]

/** Flows, rules, forms and licence types: what is in force, what is being drawn, and the way to begin another. */
export function DesignsPage() {
  const w = useWords(words)
  const search = useSearch({ from: '/work/designs' })
  const kind = kinds.find((each) => each === search.kind) ?? 'flow'
  const of = useDesigns(kind)
  useTitle(w.title)
  return (
    <>
      <div className="page-head">
        <h1>{w.title}</h1>
        <span className="soft grow">{w.help}</span>
        {of.data && <Begin key={kind} kind={kind} published={of.data.items.filter(({ versions }) => versions > 0)} />}
      </div>
      <nav className="tabs" aria-label={w.kinds}>
        {kinds.map((each) => (
          <Link key={each} to="/designs" search={{ kind: each }} aria-current={each === kind ? 'page' : undefined}>
            {w.kind[each]}
          </Link>
        ))}
      </nav>
      <div className="list-box">
        <Content of={of}>
          {({ items }) =>
            items.length > 0 ? (
              <DesignTable designs={items} />
            ) : (
              <Blank icon={PencilRuler} title={w.emptyTitle}>
                <p>{w.empty}</p>
              </Blank>
            )
          }
        </Content>
      </div>
    </>
  )
}

function Begin({ kind, published }: { kind: DesignKind; published: DesignLine[] }) {
  const w = useWords(words)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {w.begin[kind]}
      </Button>
      {isOpen && <BeginDialog kind={kind} published={published} onClose={() => setOpen(false)} />}
    </>
  )
}
