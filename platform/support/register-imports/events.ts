import Type from 'typebox'
import { defineEvent } from '#ground/events.ts'

/** A register holds what a file brought, whole. */
export const registerLoaded = defineEvent(
  'register-imports.register-loaded',
  Type.Object({
    importId: Type.String(),
    register: Type.String(),
    mode: Type.String(),
    added: Type.Integer(),
    changed: Type.Integer(),
    same: Type.Integer(),
    ended: Type.Integer(),
    refused: Type.Integer(),
    checksum: Type.String(),
  }),
)
