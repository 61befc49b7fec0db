import type { Draft } from '@zhengtong/platform/nets/service/items/contract.ts'
import { useFormat } from '@zhengtong/ui/i18n/format.ts'
import { useLanguage } from '@zhengtong/ui/i18n/language.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { useShortcuts } from '../../../frame/shortcuts.tsx'
import { Note } from '../../../parts/note.tsx'
import { Divider, Pane, usePaneWidth } from '../../../parts/panes.tsx'
import { Scroll } from '../../../parts/scroll.tsx'
import { useSentence } from '../../../parts/trouble.tsx'
import { GuidePreview } from '../guide-preview.tsx'
import { words } from '../words.ts'
import { useEditing } from './editing.ts'
import { EditorContext } from './editor-context.ts'
import { Findings } from './findings.tsx'
import { ItemFormPreview } from './form-preview.tsx'
import { ItemField } from './item-field.tsx'
import { findingsIn, SectionNav } from './section-nav.tsx'
import { sections } from './sections.ts'
import type { FieldSpec } from './spec.ts'
import { editorWords } from './words.ts'

/** The draft of an item in sections, checked as one writes, with the guide as applicants will see it beside it. */
export function ItemEditor(props: {
  id: string
  draft: Draft
  section: string | undefined
  onSection: (key: string) => void
  onTheirs: () => void
}) {
  const { id, draft, section, onSection, onTheirs } = props
  const w = useWords(words)
  const e = useWords(editorWords)
  const { language } = useLanguage()
  const format = useFormat()
  const sentence = useSentence()
  const editing = useEditing(id, draft)
  const [previewed, setPreviewed] = useState<'guide' | 'form'>('guide')
  const side = usePaneWidth({ key: 'guide', initial: 400, min: 280, max: 640 })
  const { findings, item, set, state, savedAt, error, stopped, waits, save } = editing
  const open = sections.find(({ key }) => key === section) ?? sections[0]
  const nextFinding = () => {
    const at = sections.findIndex(({ key }) => key === open?.key)
    const order = [...sections.slice(at + 1), ...sections.slice(0, at + 1)]
    const next = order.find((each) => findingsIn(each, findings).length > 0)
    if (next) onSection(next.key)
  }
  useShortcuts([
    { key: 'mod+s', shown: '⌘S', label: e.save, run: () => void save() },
    { key: 'F8', label: e.next, run: nextFinding },
  ])
  if (!open) return null
  const saying =
    state === 'saving'
      ? w.saving
      : state === 'unsaved'
        ? waits
          ? w.waits
          : w.unsaved
        : savedAt
          ? w.saved(format.time(savedAt))
          : ''
  return (
    <EditorContext.Provider value={{ item, findings, set, renderField }}>
      <div className="panes">
        <Pane label={e.sections} width={192} soft className="editor-nav">
          <SectionNav open={open.key} findings={findings} onOpen={onSection} />
        </Pane>
        <Pane label={open.label[language]}>
          <div className="pane-head">
            <h2>{open.label[language]}</h2>
            <span className="soft grow" aria-live="polite">
              {saying}
            </span>
            <Button type="link" onClick={nextFinding} disabled={findings.length === 0}>
              {e.next} <kbd>F8</kbd>
            </Button>
          </div>
          <div className="pane-body pad">
            {error !== undefined && (
              <Note tone={stopped ? 'wait' : 'danger'} alert>
                {stopped ? w.conflict : `${w.notSaved}：${sentence(error)}`}
                {stopped && (
                  <div>
                    <Button onClick={onTheirs}>{w.takeTheirs}</Button>
                  </div>
                )}
              </Note>
            )}
            <div className="fields" key={open.key}>
              {open.fields.map((spec) => (
                <ItemField key={spec.at} spec={spec} at={spec.at} />
              ))}
            </div>
            {/* Places of the section that no field stands for, such as a whole group. */}
            {[...new Set(findingsIn(open, findings).map(({ pointer }) => pointer))]
              .filter((pointer) => !open.fields.some(({ at }) => pointer === at || pointer.startsWith(`${at}/`)))
              .map((pointer) => (
                <Findings key={pointer} at={pointer} />
              ))}
          </div>
        </Pane>
        <Divider pane={side} grows="right" />
        <Pane label={e.preview} width={side.width} soft className="only-wide">
          <div className="pane-head">
            <h2 className="grow">{e.preview}</h2>
            <Segmented
              aria-label={e.preview}
              value={previewed}
              options={[
                { value: 'guide', label: e.previewGuide },
                { value: 'form', label: e.previewForm },
              ]}
              onChange={setPreviewed}
            />
          </div>
          <Scroll label={item.name} className="pad">
            {previewed === 'guide' ? (
              <GuidePreview item={item} />
            ) : (
              <ItemFormPreview key={item.handling.form} formKey={item.handling.form} />
            )}
          </Scroll>
        </Pane>
      </div>
    </EditorContext.Provider>
  )
}

const renderField = (spec: FieldSpec, at: string) => <ItemField spec={spec} at={at} />
