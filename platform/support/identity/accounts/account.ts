import { Refusal } from '#kernel/errors.ts'

/** The username as stored and compared: half-width, lower case, without surrounding space. */
export function normaliseUsername(typed: string): string {
  return typed.normalize('NFKC').trim().toLowerCase()
}

const kinds = [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{Lu}\p{Ll}\p{Nd}]/u]

/**
 * Refuses a password under ten or over 128 characters, with fewer than three kinds of character (complexity, as
 * GB/T 22239-2019 asks), or holding the username. Chinese characters count as signs.
 */
export function checkNewPassword(password: string, username: string): void {
  const length = Array.from(password).length
  const varied = kinds.filter((kind) => kind.test(password)).length >= 3
  if (length < 10 || length > 128 || !varied || password.toLowerCase().includes(username))
    throw new Refusal('invalid', 'identity.weak-password', 'The password does not meet the rules', {
      faults: [{ pointer: '/password', rule: 'password-strength', detail: '密码太简单' }],
    })
}
