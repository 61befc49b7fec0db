import { defineEvent } from '#ground/events.ts'
import { ArchiveHappened } from './contract.ts'

export const CaseFiled = defineEvent('archives.case-filed', ArchiveHappened)
export const CaseHandedOver = defineEvent('archives.case-handed-over', ArchiveHappened)
