import type { Department } from '@zhengtong/platform/support/organisations/contract.ts'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { Input, Select } from 'antd'
import { type Asked, SaveDialog } from './save-dialog.tsx'
import { words } from './words.ts'

type Name = 'id' | 'name' | 'nameEn' | 'code' | 'divisionCode' | 'parent'

/** Adds a department, or changes one: where it stands and what it is called from today. */
export function DepartmentDialog(props: { department?: Department; all: Department[]; onClose: () => void }) {
  const { department, all, onClose } = props
  const w = useWords(words)
  const pick = usePick()
  const text: Asked<Name>['draw'] = (own, value, enter) => (
    <Input {...own} maxLength={200} value={value} onChange={({ target }) => enter(target.value)} autoComplete="off" />
  )
  const parents: Asked<Name>['draw'] = (own, value, enter) => (
    <Select
      {...own}
      style={{ width: '100%' }}
      showSearch
      optionFilterProp="label"
      value={value}
      onChange={enter}
      options={[
        { value: '', label: w.noParent },
        ...all
          .filter(({ id }) => id !== department?.id)
          .map(({ id, name, nameEn }) => ({ value: id, label: pick(name, nameEn ?? name) })),
      ]}
    />
  )
  return (
    <SaveDialog<Name>
      title={department ? w.change : w.add}
      first={{
        id: department?.id ?? '',
        name: department?.name ?? '',
        nameEn: department?.nameEn ?? '',
        code: department?.code ?? '',
        divisionCode: department?.divisionCode ?? '',
        parent: department?.parent ?? '',
      }}
      asked={[
        ...(department ? [] : [{ name: 'id' as const, label: w.key, help: w.keyHelp, draw: text }]),
        { name: 'name', label: w.name, draw: text },
        { name: 'nameEn', label: w.nameEn, optional: true, draw: text },
        { name: 'code', label: w.code, draw: text },
        { name: 'divisionCode', label: w.division, help: w.divisionHelp, draw: text },
        { name: 'parent', label: w.parent, optional: true, draw: parents },
      ]}
      sends={({ id, name, nameEn, code, divisionCode, parent }) => ({
        path: `/departments/${encodeURIComponent(id.trim())}`,
        body: {
          ...{ name: name.trim(), code: code.trim(), divisionCode: divisionCode.trim() },
          ...(nameEn.trim() ? { nameEn: nameEn.trim() } : {}),
          ...(parent ? { parent } : {}),
        },
      })}
      onClose={onClose}
    />
  )
}
