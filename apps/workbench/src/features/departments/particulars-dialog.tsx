import type { DepartmentWithParticulars } from '@zhengtong/platform/support/organisations/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Input, Select } from 'antd'
import { type Asked, SaveDialog } from './save-dialog.tsx'
import { words } from './words.ts'

type Name = 'from' | 'name' | 'nameEn' | 'government' | 'reviewBody' | 'reviewEntrance' | 'court' | 'source'

/** What is said of a department from a day on; it begins with what is said now. */
export function ParticularsDialog({ seen, onClose }: { seen: DepartmentWithParticulars; onClose: () => void }) {
  const w = useWords(words)
  const { department, particulars } = seen
  const now = particulars[0]
  const text: Asked<Name>['draw'] = (own, value, enter) => (
    <Input {...own} maxLength={500} value={value} onChange={({ target }) => enter(target.value)} autoComplete="off" />
  )
  const day: Asked<Name>['draw'] = (own, value, enter) => (
    <Input {...own} type="date" value={value} onChange={({ target }) => enter(target.value)} />
  )
  const yesOrNo: Asked<Name>['draw'] = (own, value, enter) => (
    <Select
      {...own}
      style={{ width: '100%' }}
      value={value}
      onChange={enter}
      options={[
        { value: 'no', label: w.no },
        { value: 'yes', label: w.yes },
      ]}
    />
  )
  return (
    <SaveDialog<Name>
      title={w.say}
      first={{
        from: '',
        name: department.name,
        nameEn: department.nameEn ?? '',
        government: department.government ? 'yes' : 'no',
        reviewBody: now?.reviewBody ?? '',
        reviewEntrance: now?.reviewEntrance ?? '',
        court: now?.court ?? '',
        source: '',
      }}
      asked={[
        { name: 'from', label: w.from, help: w.fromHelp, draw: day },
        { name: 'name', label: w.name, draw: text },
        { name: 'nameEn', label: w.nameEn, optional: true, draw: text },
        { name: 'government', label: w.government, help: w.governmentHelp, draw: yesOrNo },
        { name: 'reviewBody', label: w.reviewBody, help: w.reviewBodyHelp, optional: true, draw: text },
        { name: 'reviewEntrance', label: w.reviewEntrance, optional: true, draw: text },
        { name: 'court', label: w.court, optional: true, draw: text },
        { name: 'source', label: w.source, draw: text },
      ]}
      sends={({ from, government, name, source, ...more }) => ({
        path: `/departments/${department.id}/particulars/${from}`,
        body: {
          ...{ name: name.trim(), source: source.trim(), government: government === 'yes' },
          ...Object.fromEntries(
            Object.entries(more)
              .map(([key, value]) => [key, value.trim()])
              .filter(([, value]) => value),
          ),
        },
      })}
      onClose={onClose}
    />
  )
}
