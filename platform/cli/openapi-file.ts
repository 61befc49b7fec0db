import { join } from 'node:path'

/** Where the description of the API is kept, so that a review sees the door move. */
export const openApiFile = join('docs', 'openapi.json')
