import { useNavigate, useSearch } from '@tanstack/react-router'
import type { NoticeVerb, SupervisionNotice } from '@zhengtong/platform/nets/service/supervision/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { ClipboardCheck } from 'lucide-react'
import { useState } from 'react'
import { ActDialog } from '../../parts/act-dialog.tsx'
import { Blank } from '../../parts/blank.tsx'
import { Choice } from '../../parts/choice.tsx'
import { Content } from '../../parts/content.tsx'
import { More } from '../../parts/more.tsx'
import { usePaged } from '../../parts/paged.ts'
import { NoticeSheet } from './notice-sheet.tsx'
import { words } from './words.ts'

const states = ['late', 'issued', 'answered', 'accepted'] as const

/** Supervision notices, the newest first, and what the reader may do with each. */
export function SupervisionNotices() {
  const w = useWords(words)
  const { show, state } = useSearch({ from: '/work/supervision' })
  const navigate = useNavigate()
  const asked = states.find((each) => each === state)
  const list = usePaged<SupervisionNotice>('supervision', '/supervision-notices', { state: asked })
  const [acting, setActing] = useState<{ notice: SupervisionNotice; verb: NoticeVerb }>()
  return (
    <>
      <div className="filters">
        <Choice
          {...{ label: w.state, any: w.any, width: 240, value: asked }}
          options={states.map((value) => ({ value, label: w.states[value] }))}
          onChange={(next) => void navigate({ to: '/supervision', search: { show, state: next }, replace: true })}
        />
      </div>
      <Content of={list.list}>
        {(rows) =>
          rows.length === 0 ? (
            <Blank icon={ClipboardCheck} title={asked ? w.noNoticesFound : w.noNotices}>
              <p>{w.noNoticesHelp}</p>
            </Blank>
          ) : (
            <>
              <div className="pad flow">
                {rows.map((notice) => (
                  <NoticeSheet key={notice.id} of={notice} onAct={(verb) => setActing({ notice, verb })} />
                ))}
              </div>
              <More of={list} />
            </>
          )
        }
      </Content>
      {acting && (
        <ActDialog
          title={`${w.verbs[acting.verb]} · ${w.no(acting.notice.no)}`}
          confirm={w.verbs[acting.verb]}
          back={w.back}
          danger={acting.verb === 'return'}
          path={`/supervision-notices/${acting.notice.id}/acts`}
          changes="supervision"
          bodyOf={(said) => ({ verb: acting.verb, words: said, expectedVersion: acting.notice.rowVersion })}
          done={w.done}
          reason={{ label: w.words, fault: w.few, least: 5, most: 2000 }}
          onClose={() => setActing(undefined)}
        />
      )}
    </>
  )
}
