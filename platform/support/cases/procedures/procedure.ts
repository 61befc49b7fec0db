import type { Pause } from '../clocks.ts'
import type { DeliveryMethod } from './contract.ts'

/** Who did it, as history keeps it. */
export type Hand = { accountId: string; name: string }
/** The sealed paper that told it. */
export type Paper = { name: string; number: string; credentialId: string }

type Stated = { id: number; reason?: string; notice?: Paper }

/** A procedure required by law that stops the clocks of the decision (第45条). `spans`: the days told in writing. */
export type Special = Stated & {
  kind: 'special'
  state: 'open' | 'ended'
  special: string
  name: string
  nameEn: string
  basis: string
  days: number
  spans: Pause[]
  startedBy: Hand
  endedOn?: string
  endedBy?: Hand
  result?: string
}

/** One lengthening of the limit, asked by one and approved by another (第42条). */
export type Extension = Stated & {
  kind: 'extension'
  state: 'asked' | 'approved' | 'refused' | 'lapsed'
  days: number
  basis: string
  askedOn: string
  askedBy: Hand
  decidedOn?: string
  decidedBy?: Hand
  answer?: string
}

/** A hearing (第46–48条). It stops the clocks from the day it is asked for, or ordered, to the day it is held. */
export type Hearing = Stated & {
  kind: 'hearing'
  state: 'told' | 'asked' | 'called' | 'held' | 'waived' | 'lapsed'
  exOfficio: boolean
  /** 利害关系人 who asked for it. */
  concerned?: string
  basis: string
  toldOn?: string
  askBy?: string
  askedOn?: string
  holdBy?: string
  at?: string
  place?: string
  chair?: string
  heldOn?: string
  recordNotice?: Paper
}

/** How the decision reached the person (第44条), with the receipt 送达回证. */
export type Delivery = Stated & {
  kind: 'delivery'
  state: 'done'
  method: DeliveryMethod
  receiver: string
  deliveredOn: string
  deliveredBy?: Hand
}

export type Procedure = Special | Extension | Hearing | Delivery
