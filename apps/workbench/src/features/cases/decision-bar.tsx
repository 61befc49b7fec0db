import type { CaseView } from '@zhengtong/platform/support/cases/contract.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button, Dropdown, Input, Radio, Select } from 'antd'
import { CircleAlert } from 'lucide-react'
import { useShortcuts } from '../../frame/shortcuts.tsx'
import { Icon } from '../../parts/icon.tsx'
import { KeyCap } from '../../parts/key-cap.tsx'
import { ActMenu } from '../verbs/act-menu.tsx'
import { words as verbWords } from '../verbs/words.ts'
import { ActTrouble } from './act-trouble.tsx'
import { phrases } from './phrases.ts'
import type { Decision } from './use-decision.tsx'
import { words } from './words.ts'

/** What may be done now, chosen on the left, done by the one button on the right. */
export function DecisionBar({ view, decision }: { view: CaseView; decision: Decision }) {
  const w = useWords(words)
  const v = useWords(verbWords)
  const pick = usePick()
  const { draft, change, offered, chosen, faults, act, decide, reasonBox } = decision
  const keys = [
    { key: 'e', label: w.keyDecide, run: decide },
    { key: 'c', label: w.keyOpinion, run: () => reasonBox.current?.focus() },
  ]
  useShortcuts(chosen ? keys : [])
  if (!chosen)
    return (
      <div className="decision">
        <div className="line-row line-row--wrap">
          <b className="grow">{w.nothing}</b>
          <ActMenu view={view} />
        </div>
        <p className="soft">{view.status === 'closed' ? w.closedHelp : w.nothingHelp}</p>
      </div>
    )
  const label = chosen.needsReason ? w.opinion : w.opinionOptional
  const texts = phrases[chosen.verb] ?? []
  return (
    <div className="decision">
      {act.error && <ActTrouble caseId={view.id} error={act.error} onReload={act.reset} />}
      {faults.length > 0 && (
        <p className="entry-says light--red" role="alert">
          <Icon of={CircleAlert} />
          {faults.length > 2 ? w.faults(faults.length) : faults.map(({ detail }) => detail).join('；')}
        </p>
      )}
      <div className="line-row decision-reason">
        <Input.TextArea
          ref={(box) => {
            reasonBox.current = box?.resizableTextArea?.textArea ?? null
          }}
          aria-label={label}
          placeholder={label}
          autoSize={{ minRows: 1, maxRows: 5 }}
          maxLength={2000}
          value={draft.reason}
          {...(faults.some(({ pointer }) => pointer === '/reason')
            ? { status: 'error' as const, 'aria-invalid': true }
            : {})}
          onChange={({ target }) => change({ reason: target.value })}
        />
        {texts.length > 0 && (
          <Dropdown
            trigger={['click']}
            placement="topRight"
            menu={{
              items: texts.map((text) => ({ key: text, label: text })),
              onClick: ({ key }) => {
                change({ reason: draft.reason ? `${draft.reason.trim()} ${key}` : key })
                reasonBox.current?.focus()
              },
            }}
          >
            <Button>{w.template}</Button>
          </Dropdown>
        )}
      </div>
      <div className="line-row line-row--wrap">
        <Radio.Group
          className="grow"
          aria-label={w.decisionBar}
          value={chosen.verb}
          onChange={({ target }) => change({ verb: target.value })}
          options={offered.map(({ verb }) => ({ value: verb, label: w.verb[verb] }))}
        />
        {chosen.form && (
          <Button onClick={() => document.getElementById('task-form')?.scrollIntoView({ block: 'start' })}>
            {w.toForm}
          </Button>
        )}
        {chosen.targets && (
          <Select
            aria-label={v.backTo}
            style={{ minWidth: 160 }}
            value={draft.step ?? ''}
            options={[
              { value: '', label: v.backToUsual },
              ...chosen.targets.map(({ step, name, nameEn }) => ({ value: step, label: pick(name, nameEn) })),
            ]}
            onChange={(step: string) => change({ step })}
          />
        )}
        <ActMenu view={view} />
        <Button
          type="primary"
          size="large"
          danger={chosen.verb === 'deny' || chosen.verb === 'refuse'}
          loading={act.isPending}
          onClick={decide}
        >
          {w.verb[chosen.verb]}
          <KeyCap>e</KeyCap>
        </Button>
      </div>
      <p className="soft decision-says">{w.consequence[chosen.verb]}</p>
    </div>
  )
}
