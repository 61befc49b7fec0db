import { randomUUID } from 'node:crypto'
import { sharedKey, signMessage } from '../../platform/kernel/http-signatures/index.ts'
import { type Ask, createClient, expectStatus, inTurn, newKey, signInAll } from '../client.ts'
import type { Bench, Scenario } from '../harness.ts'

const records = 5_000
const fields = ['uscc', 'name', 'legal_representative', 'status']
type Key = { keyId: string; secret: string }

/** A demand of the social-security bureau for market entities, checked, granted and with a key. */
async function openGrant(ask: Ask): Promise<Key> {
  const [user, office, provider] = await signInAll(ask, ['rs.slg', 'supervisor', 'jdg'])
  const demand = {
    ...{ departmentId: 'human-resources', register: 'legal-entity', system: '压测系统', purpose: '核对参保单位' },
    ...{ basis: '社会保险法第七十四条', frequency: 'real-time', perDay: 50_000_000, until: '2099-12-31', fields },
  }
  const filed = await ask('POST', '/api/v1/sharing/demands', { token: user!, key: newKey(), body: demand })
  const { id } = expectStatus(filed, 201) as { id: string }
  const act = async (token: string, body: object) =>
    expectStatus(await ask('POST', `/api/v1/sharing/demands/${id}/acts`, { token, key: newKey(), body }), 200)
  await act(office!, { verb: 'pass', note: '压测', shareType: 'conditional' })
  await act(provider!, { verb: 'grant', note: '压测' })
  const body = { addresses: ['127.0.0.0/8'] }
  return expectStatus(await ask('POST', `/api/v1/sharing/demands/${id}/key`, { token: user!, body }), 201)
}

/** Invented entities, and their codes. */
async function fillRegister({ pool }: Bench): Promise<string[]> {
  await pool.query(
    `insert into register.legal_entity
       (realm, uscc, name, kind, legal_representative, domicile, division_code, scope, established_on, status,
        version, digest, valid_from, recorded_at)
     select '441900', '9144190' || lpad(i::text, 11, 'Z'), '演示企业' || i, 'company', '演示' || i, '虚构路', '441900004000',
       '演示', date '2020-01-01', 'active', 1, sha256(i::text::bytea), '-infinity', now()
     from generate_series(1, $1::int) i
     on conflict do nothing`,
    [records],
  )
  await pool.query('analyze register.legal_entity')
  const { rows } = await pool.query<{ uscc: string }>(
    `select uscc from register.legal_entity where name like '演示企业%' order by uscc`,
  )
  return rows.map(({ uscc }) => uscc)
}

/** One firm's record through the gateway: signed, authorised, masked, logged and counted. */
export const gateway: Scenario = {
  name: 'gateway',
  operation: 'a signed point read of a granted register: masked in SQL, in both logs, counted, the answer signed',
  floor: 'key by digest, one masked select, one log row each for call and person, SHA-256 and HMAC, on bare pg',
  target: { ratio: 0.5, rate: 1000 },
  async prepare(bench) {
    const { ask } = createClient(bench.url, { connections: bench.concurrency })
    const key = await openGrant(ask)
    const next = inTurn(await fillRegister(bench))
    const floor = await bench.startFloor('gateway')
    const { ask: askFloor } = createClient(floor.url, { connections: bench.concurrency })
    const shared = sharedKey(key.keyId, Buffer.from(key.secret, 'base64'))
    return {
      scenario: {
        ...bench.city,
        operation: async () => {
          const path = `/api/v1/gateway/legal-entity?uscc=${next()}`
          const signed = signMessage({ method: 'GET', url: `${bench.url}${path}`, headers: {} }, shared, {
            ...{ components: ['@method', '@target-uri'], created: Math.floor(Date.now() / 1000) },
            ...{ nonce: randomUUID(), tag: 'zt-gateway' },
          })
          const answer = await ask('GET', path, { headers: { ...signed } })
          const { items } = expectStatus(answer, 200) as { items: { legal_representative: string }[] }
          if (items.length !== 1 || !items[0]!.legal_representative.includes('*') || !answer.headers.signature)
            throw new Error(`not masked or not signed: ${JSON.stringify(items)}`)
        },
      },
      floor: {
        server: floor.pid,
        postgres: bench.city.postgres,
        operation: async () => {
          const { items } = expectStatus(await askFloor('GET', `/point?uscc=${next()}`, { token: 'bench' }), 200)
          if (items.length !== 1) throw new Error('not found')
        },
      },
    }
  },
}

/** A hundred firms at once, unsigned; each of them gets its line in the log. */
export const gatewayPage: Scenario = {
  name: 'gateway-page',
  operation: 'a page of 100 records of a granted register, masked in SQL, with a log line for each firm',
  floor: 'key by digest, one masked select, one log statement for all firms and one row for the call, on bare pg',
  target: { ratio: 0.6 },
  async prepare(bench) {
    const { ask } = createClient(bench.url, { connections: bench.concurrency })
    const key = await openGrant(ask)
    await fillRegister(bench)
    const floor = await bench.startFloor('gateway')
    const { ask: askFloor } = createClient(floor.url, { connections: bench.concurrency })
    const headers = { authorization: `ZT-Key ${key.keyId}:${key.secret}` }
    const expectAll = (items: unknown[]) => {
      if (items.length !== 100) throw new Error(`${items.length} records`)
    }
    return {
      scenario: {
        ...bench.city,
        operation: async () =>
          expectAll(expectStatus(await ask('GET', '/api/v1/gateway/legal-entity?limit=100', { headers }), 200).items),
      },
      floor: {
        server: floor.pid,
        postgres: bench.city.postgres,
        operation: async () => expectAll(expectStatus(await askFloor('GET', '/page', { token: 'bench' }), 200).items),
      },
    }
  },
}
