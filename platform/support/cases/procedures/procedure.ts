import type { Pause } from '../clocks.ts'
import type { DeliveryMethod } from './contract.ts'

/** Who did it, as history keeps it. */
export type Hand = { accountId: string; name: string }
/** The sealed paper that told it. */
export type Paper = { name: string; number: string; credentialId: string }

/** Under which name a procedure keeps a paper. */
export type PaperPlace = 'notice' | 'recordNotice' | 'resumeNotice'

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
  /** 第48条第一款第五项: the record is confirmed by those who took part; `notSigned` says why they would not. */
  signedOn?: string
  signedBy?: string
  notSigned?: string
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

/** 中止: nobody acts and no clock runs, from the day it is ordered to the day it is lifted; either is told in writing. */
export type Halt = Stated & {
  kind: 'suspension'
  state: 'open' | 'ended'
  basis: string
  from: string
  endedOn?: string
  /** Why the case goes on. */
  answer?: string
  resumeNotice?: Paper
}

export type Procedure = Special | Extension | Hearing | Delivery | Halt
