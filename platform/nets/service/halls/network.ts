import type { Fault } from '#kernel/errors.ts'
import { type Declared, declaredKind, type PackKind } from '#support/packs/index.ts'
import { HallNetwork } from './contract.ts'

const declared: Declared<HallNetwork> = {
  folder: 'halls',
  schema: HallNetwork,
  check({ points, standards }) {
    const faults: Fault[] = []
    points.forEach((point, index) => {
      const at = (rest: string) => `/points/${index}${rest}`
      if (points.findIndex(({ key }) => key === point.key) !== index)
        faults.push({ pointer: at('/key'), rule: 'twice', detail: `The key ${point.key} stands here twice` })
      if (new Set(point.windows.map(({ no }) => no)).size !== point.windows.length)
        faults.push({ pointer: at('/windows'), rule: 'twice', detail: 'Two windows have the same number' })
      if (point.slots && point.windows.length === 0)
        faults.push({ pointer: at('/slots'), rule: 'no-window', detail: 'Who comes by appointment needs a window' })
      point.hours.forEach(({ opens, closes }, row) => {
        if (closes <= opens)
          faults.push({ pointer: at(`/hours/${row}/closes`), rule: 'hours', detail: 'It closes before it opens' })
      })
    })
    if (new Set(standards.map(({ tier }) => tier)).size !== standards.length)
      faults.push({ pointer: '/standards', rule: 'twice', detail: 'A tier has one standard list' })
    return faults
  },
}

export const hallKind: PackKind = declaredKind('hall-network', declared)
