import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { defineWords, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button } from 'antd'
import { ArrowDown, ArrowUp, ChevronRight, Plus, Trash2 } from 'lucide-react'
import { Fragment, useState } from 'react'
import { Icon } from '../../../parts/icon.tsx'
import { Control } from './control.tsx'
import { useEditor } from './editor-context.ts'
import { Findings } from './findings.tsx'
import { readAt } from './place.ts'
import type { FieldSpec } from './spec.ts'

const words = defineWords(
  {
    row: (name: string, index: number) => `${name} 第 ${index} 行`,
    details: '详细',
    up: '上移',
    down: '下移',
    remove: '去掉',
    acts: '调整',
    empty: '还没有',
  },
  {
    row: (name, index) => `${name}, row ${index}`,
    details: 'Details',
    up: 'Move up',
    down: 'Move down',
    remove: 'Remove',
    acts: 'Arrange',
    empty: 'None yet',
  },
)

type RowsSpec = Extract<FieldSpec, { kind: 'rows' }>

/** A list of things as a table: the usual columns in the row, the rest when the row is opened, findings under the row they are about. */
export function RowsField({ spec, at }: { spec: RowsSpec; at: string }) {
  const w = useWords(words)
  const { language } = useLanguage()
  const { item, set, renderField } = useEditor()
  const [opened, setOpened] = useState<number>()
  const rows = (readAt(item, at) as Record<string, unknown>[] | undefined) ?? []
  const move = (from: number, to: number) => {
    const next = [...rows]
    const [moved] = next.splice(from, 1)
    if (moved) next.splice(to, 0, moved)
    set(at, next)
    setOpened(undefined)
  }
  return (
    <fieldset className="entry entry--wide">
      <legend className="group-label">
        {spec.label[language]} <span className="count">{rows.length}</span>
      </legend>
      {spec.help && <p className="soft">{spec.help[language]}</p>}
      {rows.length > 0 && (
        <div className="rows-box">
          <table className="list row-table">
            <thead>
              <tr>
                {spec.columns.map((column) => (
                  <th key={column.at} scope="col">
                    {column.label[language]}
                  </th>
                ))}
                <th scope="col">
                  <span className="unseen">{w.acts}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((_, index) => {
                const name = (label: string) => `${w.row(spec.label[language], index + 1)} ${label}`
                return (
                  // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
                  <Fragment key={index}>
                    <tr>
                      {spec.columns.map((column) => (
                        <td key={column.at}>
                          <Control
                            spec={column}
                            at={`${at}/${index}${column.at}`}
                            own={{}}
                            label={name(column.label[language])}
                          />
                        </td>
                      ))}
                      <td className="nowrap num">
                        {spec.more && (
                          <Button
                            size="small"
                            type="text"
                            aria-expanded={opened === index}
                            aria-label={name(w.details)}
                            icon={<Icon of={ChevronRight} />}
                            className={opened === index ? 'turned' : ''}
                            onClick={() => setOpened(opened === index ? undefined : index)}
                          />
                        )}
                        <Button
                          size="small"
                          type="text"
                          aria-label={name(w.up)}
                          disabled={index === 0}
                          icon={<Icon of={ArrowUp} />}
                          onClick={() => move(index, index - 1)}
                        />
                        <Button
                          size="small"
                          type="text"
                          aria-label={name(w.down)}
                          disabled={index === rows.length - 1}
                          icon={<Icon of={ArrowDown} />}
                          onClick={() => move(index, index + 1)}
                        />
                        <Button
                          size="small"
                          type="text"
                          aria-label={name(w.remove)}
                          icon={<Icon of={Trash2} />}
                          onClick={() => set(at, rows.toSpliced(index, 1))}
                        />
                      </td>
                    </tr>
                    <RowFindings at={`${at}/${index}`} span={spec.columns.length + 1} />
                    {opened === index && spec.more && (
                      <tr>
                        <td colSpan={spec.columns.length + 1}>
                          <div className="fields">
                            {spec.more.map((inner) => (
                              <Fragment key={inner.at}>{renderField(inner, `${at}/${index}${inner.at}`)}</Fragment>
                            ))}
                          </div>
                        </td>
                      </tr>
                    )}
                  </Fragment>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
      <Findings at={at} />
      <Button
        type="link"
        icon={<Icon of={Plus} />}
        onClick={() => {
          set(at, [...rows, spec.blank(rows.length)])
          if (spec.more) setOpened(rows.length)
        }}
      >
        {spec.add[language]}
      </Button>
    </fieldset>
  )
}

/** What the checks say of one row or anything in it. */
function RowFindings({ at, span }: { at: string; span: number }) {
  const { findings } = useEditor()
  if (!findings.some(({ pointer }) => pointer === at || pointer.startsWith(`${at}/`))) return null
  return (
    <tr>
      <td colSpan={span}>
        <Findings at={at} deep />
      </td>
    </tr>
  )
}
