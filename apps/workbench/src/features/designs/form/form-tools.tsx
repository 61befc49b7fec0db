import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button, Dropdown } from 'antd'
import { ArrowDown, ArrowUp, FilePlus, Plus, Redo2, Trash2, Undo2 } from 'lucide-react'
import { Icon } from '../../../parts/icon.tsx'
import { type FieldKind, fieldKinds } from './field-kinds.ts'
import { words } from './words.ts'

/** What can be done to the form and to what is selected in it. */
export function FormTools(props: {
  undo: (() => void) | undefined
  redo: (() => void) | undefined
  mayRemove: boolean
  mayMove: boolean
  /** New fields go inside what is selected. */
  inside: boolean
  onStep: (by: 1 | -1) => void
  onRemove: () => void
  onPage: () => void
  onField: (kind: FieldKind) => void
}) {
  const { undo, redo, mayRemove, mayMove, inside, onStep, onRemove, onPage, onField } = props
  const w = useWords(words)
  return (
    <div className="line-row line-row--wrap designer-tools" role="toolbar" aria-label={w.tools}>
      <Dropdown
        trigger={['click']}
        menu={{
          items: fieldKinds.map((key) => ({ key, label: w.kind[key] })),
          onClick: ({ key }) => onField(key as FieldKind),
        }}
      >
        <Button icon={<Icon of={Plus} />} aria-haspopup="menu">
          {inside ? w.addInside : w.addField}
        </Button>
      </Dropdown>
      <Button icon={<Icon of={FilePlus} />} onClick={onPage}>
        {w.addPage}
      </Button>
      <Button icon={<Icon of={ArrowUp} />} disabled={!mayMove} onClick={() => onStep(-1)}>
        {w.up}
      </Button>
      <Button icon={<Icon of={ArrowDown} />} disabled={!mayMove} onClick={() => onStep(1)}>
        {w.down}
      </Button>
      <Button icon={<Icon of={Trash2} />} disabled={!mayRemove} onClick={onRemove}>
        {w.remove}
      </Button>
      <Button icon={<Icon of={Undo2} />} disabled={!undo} onClick={undo}>
        {w.undo}
      </Button>
      <Button icon={<Icon of={Redo2} />} disabled={!redo} onClick={redo}>
        {w.redo}
      </Button>
    </div>
  )
}
