import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { after, before, describe, it } from 'node:test'
import { Value } from 'typebox/value'
import { parse } from 'yaml'
import { readNoteKey } from '#kernel/tlog/note.ts'
import { headIsSigned, leafIsUnder } from '#support/ledger/index.ts'
import { type EvidenceStage, openEvidenceStage } from '#testing/evidence-stage.ts'
import type { Channel, Receipt } from './contract.ts'
import { Scene, sceneKind } from './scene.ts'
import { leafOfStatement } from './statement.ts'

const folder = new URL('../../../packs/evidence-scenes/scenes/', import.meta.url)
const scenes = await Promise.all(
  (await readdir(folder)).map(async (file) => parse(await readFile(new URL(file, folder), 'utf8')) as Scene),
)
const realm = '441900'

describe('the pilot scenes', () => {
  let stage: EvidenceStage
  let apiKey: string
  const held = [...scenes]

  before(async () => {
    stage = await openEvidenceStage(realm, held)
    const { channels, clients } = stage.evidence()
    await channels.list(realm)
    const admitted = await clients.admit(stage.admin, { name: '试点业务系统', channels: scenes.map(({ key }) => key) })
    apiKey = admitted.apiKey
  })
  after(() => stage.close())

  const listed = async () => {
    const response = await fetch(`${stage.url}/api/v1/evidence/channels`)
    return ((await response.json()) as { items: Channel[] }).items
  }
  const anchor = (body: unknown) =>
    fetch(`${stage.url}/api/v1/evidence/anchors`, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })

  it('are the seven of the plan, as the pack declares them', () => {
    assert.deepEqual(scenes.map(({ key }) => key).toSorted(), [
      'data-sharing',
      'e-licence',
      'financial-supervision',
      'law-enforcement',
      'medical-record',
      'public-trading',
      'traceability',
    ])
    for (const scene of scenes) {
      assert.deepEqual([...Value.Errors(Scene, scene)], [])
      assert.deepEqual(sceneKind.check(scene), [])
    }
    const [twice] = sceneKind.check({ ...scenes[0]!, steps: [...scenes[0]!.steps, scenes[0]!.steps[0]!] })
    assert.equal(twice?.rule, 'step-twice')
  })

  it('leave a hash and a signer at each step, and a third party verifies the trail without the content', async () => {
    const secret = (key: string, step: string) => `只有双方知道的内容：${key} ${step}`
    const digest = (text: string) => createHash('sm3').update(text).digest('hex')
    for (const { key, steps } of scenes)
      for (const step of steps) {
        const item = { algorithm: 'SM3', digest: digest(secret(key, step.key)), reference: `${key}-1` }
        assert.equal((await anchor({ channel: key, step: step.key, items: [item] })).status, 422)
        const signed = { ...item, signer: `unit-${step.key}` }
        assert.equal((await anchor({ channel: key, step: step.key, items: [signed] })).status, 201)
      }
    await stage.sequence()
    const root = await stage.keys.root(realm)
    const logKey = await stage.keys.statement(realm, (await stage.keys.logSigner(realm)).keyId)
    for (const { key, steps } of scenes) {
      const response = await fetch(`${stage.url}/api/v1/evidence/anchors?channel=${key}&reference=${key}-1&limit=50`)
      const text = await response.text()
      assert.ok(!text.includes('只有双方知道的内容'))
      const { items } = JSON.parse(text) as { items: Receipt[] }
      assert.deepEqual(
        items.map(({ statement }) => [statement.step, statement.signer, statement.digest]),
        steps.map((step) => [step.key, `unit-${step.key}`, digest(secret(key, step.key))]),
      )
      for (const { statement, leaf, proof, head } of items) {
        assert.equal(leafOfStatement(statement).toString('hex'), leaf)
        assert.ok(leafIsUnder(leaf, proof!, head!))
        assert.deepEqual(head, items[0]?.head)
      }
      assert.ok(headIsSigned(items[0]!.head!, realm, logKey, root))
    }
  })

  it('grow with a new version, and leave alone what somebody opened here', async () => {
    const { channels } = stage.evidence()
    await channels.open(stage.admin, {
      key: 'mine',
      name: '自己的',
      purpose: '自己开通',
      steps: [{ key: 'a', name: '甲' }],
    })
    const first = scenes[0]!
    held.push({ ...first, version: 2, steps: [...first.steps, { key: 'later', name: '后来的环节' }] })
    held.push({ ...first, key: 'mine', name: '别的', version: 1 })
    const items = await listed()
    assert.equal(items.find(({ key }) => key === first.key)?.steps.at(-1)?.name, '后来的环节')
    assert.equal(items.find(({ key }) => key === 'mine')?.name, '自己的')
  })

  it('are listed with their steps and nodes for anybody', async () => {
    const own = (await (await fetch(`${stage.url}/log/note-keys`)).json()) as { witness: string }
    const note = readNoteKey(own.witness)
    assert.ok(note)
    const system = { name: '试点业务系统', role: 'system' }
    const items = await listed()
    for (const scene of scenes.slice(1)) {
      const found = items.find(({ key }) => key === scene.key)
      assert.deepEqual([found?.steps, found?.signed, found?.nodes], [scene.steps, true, [system]])
    }
    await stage.reopen({ witnesses: [{ url: 'http://127.0.0.1:1', key: note }] })
    const [first] = await stage.evidence().channels.list(realm)
    assert.deepEqual(first?.nodes, [system, { name: note.name, role: 'witness' }])
  })
})
