import { uuidV7 } from '#kernel/ids.ts'
import { fillRandom } from '#kernel/random.ts'

/** Makes ids that sort by the moment they were made. */
export type NewId = () => string

export const newId: NewId = () => uuidV7(new Date(), fillRandom)
