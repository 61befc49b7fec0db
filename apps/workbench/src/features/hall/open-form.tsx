import type { DutyInput } from '@zhengtong/platform/nets/service/queues/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { Field } from '../../parts/field.tsx'
import { Note } from '../../parts/note.tsx'
import { useSentence } from '../../parts/trouble.tsx'
import { useAtWindow, usePoints } from './queries.ts'
import { words } from './words.ts'

/** Which window of which point the clerk sits down at. */
export function OpenForm() {
  const w = useWords(words)
  const sentence = useSentence()
  const points = usePoints()
  const { open } = useAtWindow()
  const [given, setGiven] = useState<Partial<DutyInput>>({})
  const point = points.data?.find(({ key }) => key === given.point)
  return (
    <form
      className="pad flow narrow"
      onSubmit={(event) => {
        event.preventDefault()
        if (given.point && given.window) open.mutate({ point: given.point, window: given.window })
      }}
    >
      {(points.error ?? open.error) && (
        <Note tone="danger" alert>
          {sentence(points.error ?? open.error)}
        </Note>
      )}
      <Field label={w.point}>
        {(own) => (
          <Select
            {...own}
            style={{ width: '100%' }}
            value={given.point}
            options={(points.data ?? []).map(({ key, name }) => ({ value: key, label: name, title: name }))}
            onChange={(key: string) => setGiven({ point: key })}
          />
        )}
      </Field>
      <Field label={w.window}>
        {(own) => (
          <Select
            {...own}
            style={{ width: '100%' }}
            disabled={!point}
            value={given.window}
            options={(point?.windows ?? []).map(({ no, name }) => ({
              ...{ value: no, label: `${no} ${name}`, title: `${no} ${name}` },
            }))}
            onChange={(window: string) => setGiven((before) => ({ ...before, window }))}
          />
        )}
      </Field>
      <Button type="primary" htmlType="submit" disabled={!given.window} loading={open.isPending}>
        {w.open}
      </Button>
    </form>
  )
}
