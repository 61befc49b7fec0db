import { Refusal } from '#kernel/errors.ts'

/** What a strict decoder reads. A sign that cannot be read would be kept as another one: the file is refused instead. */
export function decodedBy(decoder: InstanceType<typeof TextDecoder>, chunk?: Buffer): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode()
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new Refusal('invalid', 'tables.bad-encoding', `The bytes are not ${decoder.encoding} throughout`)
  }
}
