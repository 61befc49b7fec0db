import type { Actor } from '#kernel/actor.ts'
import type { Calendar } from '#kernel/working-days.ts'
import type { Renewed } from '#support/cases/index.ts'
import type { ItemVersion } from '../items/contract.ts'

/** A licence in force as its holder has it. */
export type Licence = {
  id: string
  type: string
  name: string
  nameEn?: string
  number: string
  holderPartyId: string
  /** Absent where it has no end. */
  lastDay?: string
}

export type RenewalNeeds = {
  calendar: Calendar
  /** Licences in force of the person and of those they act for. */
  licences: (actor: Actor) => Promise<Licence[]>
  /** One of them, with what stands on it and the case it came from. Refuses what is not theirs or not in force. */
  licence: (actor: Actor, id: string) => Promise<Licence & { elements: Record<string, unknown>; caseId?: string }>
  renewable: (realm: string) => Promise<ItemVersion[]>
  /** What was answered for the case that a licence came from. */
  answered: (
    realm: string,
    caseId: string,
  ) => Promise<{ answers: Record<string, unknown>; situations: Record<string, string> }>
}

/** What a renewal, a change or another copy brings to an application that is begun. */
export type Carried = {
  renews: Omit<Renewed, 'silence' | 'elements' | 'until'> & {
    on: Record<string, unknown>
    /** Of a change: the fields of the form that are asked; all others stay as they were. */
    asks?: string[]
  }
  holderPartyId: string
  answers: Record<string, unknown>
  situations: Record<string, string>
}
