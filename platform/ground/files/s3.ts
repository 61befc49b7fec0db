import { openAsBlob } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { AwsClient } from 'aws4fetch'
import { Refusal } from '#kernel/errors.ts'
import type { Files } from './files.ts'
import { prepareIncoming, receive, refuseBadHash } from './incoming.ts'

/** `s3://KEY:SECRET@host[:port]/bucket[?region=…&tls=false]`: where files are kept instead of a folder. */
export type S3Place = { endpoint: string; bucket: string; region: string; accessKeyId: string; secretAccessKey: string }

export function readS3Url(text: string): S3Place {
  const url = new URL(text)
  const bucket = url.pathname.replace(/^\/|\/$/g, '')
  if (url.protocol !== 's3:' || !url.username || !url.password || !/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket))
    throw new Error('S3_URL must be s3://KEY:SECRET@host[:port]/bucket[?region=…&tls=false]')
  const scheme = url.searchParams.get('tls') === 'false' ? 'http' : 'https'
  return {
    endpoint: `${scheme}://${url.host}`,
    bucket,
    region: url.searchParams.get('region') ?? 'us-east-1',
    accessKeyId: decodeURIComponent(url.username),
    secretAccessKey: decodeURIComponent(url.password),
  }
}

/** Keeps files in a bucket of an S3-compatible store (signature version 4, path style). Bytes pass this machine's disk first. */
export async function createS3Files(place: S3Place, scratch: string): Promise<Files> {
  const incoming = join(scratch, 'incoming')
  await prepareIncoming(incoming)
  const { accessKeyId, secretAccessKey, region } = place
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 3 })

  const addressOf = (hash: string) => {
    refuseBadHash(hash)
    return `${place.endpoint}/${place.bucket}/${hash.slice(0, 2)}/${hash}`
  }
  const ask = async (hash: string, init: RequestInit): Promise<Response> => {
    const answer = await client.fetch(addressOf(hash), init).catch((cause: unknown) => {
      throw new Refusal('unavailable', 'files.store-down', `The file store does not answer: ${String(cause)}`)
    })
    if (answer.status >= 400 && answer.status !== 404)
      throw new Refusal('unavailable', 'files.store-down', `The file store answered ${answer.status}`)
    return answer
  }

  return {
    put: (source, options) =>
      receive(incoming, source, options, async ({ hash, mediaType }, path) => {
        const body = await openAsBlob(path)
        // The name of the object is the hash of its bytes, so the payload need not be hashed again for the signature.
        const headers = { 'content-type': mediaType, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' }
        const answer = await ask(hash, { method: 'PUT', body, headers })
        if (!answer.ok) throw new Refusal('unavailable', 'files.store-down', `The bucket ${place.bucket} is not there`)
      }),
    async open(hash) {
      const answer = await ask(hash, { method: 'GET' })
      if (answer.status === 404 || !answer.body)
        throw new Refusal('missing', 'files.missing', `No file ${hash} is kept here`)
      return Readable.fromWeb(answer.body as ReadableStream)
    },
    has: async (hash) => (await ask(hash, { method: 'HEAD' })).ok,
  }
}
