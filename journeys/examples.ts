import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import { type Person, signIn } from './client.ts'
import { eventually, findItem, layoutPdf, partyOf } from './people.ts'

// biome-ignore lint/suspicious/noExplicitAny: an example is data that the packs' own check has read
type Loose = any

/** An example of a pack, ready to be lived through over HTTP by the demo city's people. */
export type Told = { example: Loose; itemName: string; flow: string }

const packs = new URL('../packs/', import.meta.url)
const readYaml = async (path: string): Promise<Loose> => parse(await readFile(new URL(path, packs), 'utf8'))

/** What an example gives and expects, and the item it applies for. */
export async function readGiven(pack: string, name: string): Promise<{ example: Loose; item: Loose }> {
  const example = await readYaml(`${pack}/examples/${name}.yaml`)
  return { example, item: await readYaml(`${pack}/items/${example.item}.yaml`) }
}

export async function readExample(pack: string, name: string): Promise<Told> {
  const { example, item } = await readGiven(pack, name)
  // A flow may call others of its pack; their tasks are tasks of the case too.
  const folder = new URL(`${pack}/flows/`, packs)
  const flows = await Promise.all((await readdir(folder)).map((file) => readFile(new URL(file, folder), 'utf8')))
  const own = await readFile(new URL(`${item.handling.flow}.bpmn`, folder), 'utf8')
  return { example, itemName: item.name, flow: [own, ...flows].join('\n') }
}

/** The people of the demo city, signed in when they are first needed. */
export async function openCast(url: string) {
  const { people, officials } = await readYaml('demo-city/seed/accounts.yaml')
  const signedIn = new Map<string, Promise<Person>>()
  const personOf = (username: string) => {
    const known = signedIn.get(username) ?? signIn(url, username)
    signedIn.set(username, known)
    return known
  }
  return {
    citizen(idNumber: string) {
      const found = people.find((each: Loose) => each.idNumber === idNumber)
      assert.ok(found, `nobody in the demo city has the number of the example: ${idNumber}`)
      return personOf(found.username)
    },
    /** Everybody who holds such a post, in any department: the case decides who of them may act. */
    async holders(role: string): Promise<Person[]> {
      const names = officials.filter((each: Loose) => each.posts.some((post: Loose) => post.role === role))
      return Promise.all(names.map((each: Loose) => personOf(each.username)))
    },
  }
}
export type Cast = Awaited<ReturnType<typeof openCast>>

/** The right person applies: situations, answers, promises, uploads, confirmations, consent. Answers what the platform opened. */
export async function applyAs(cast: Cast, { example, itemName }: Told) {
  const { given } = example
  const person = await cast.citizen((example.account ?? example.applicant).idNumber)
  const firm = example.applicant.kind === 'legal' ? await partyOf(person, example.applicant.name) : undefined
  const started = await person.post('/applications', {
    itemId: await findItem(person, itemName),
    ...(firm ? { onBehalfOf: firm } : {}),
    ...(given.situations ? { situations: given.situations } : {}),
  })
  assert.equal(started.status, 201, JSON.stringify(started.body))
  const path = `/applications/${started.body.id}`
  const signed = started.body.promises
    .filter(({ key }: Loose) => given.promised?.includes(key))
    .map(({ key, version }: Loose) => ({ key, version }))
  const answered = await person.patch(path, {
    answers: given.answers,
    ...(signed.length > 0 ? { promises: signed } : {}),
  })
  assert.equal(answered.status, 200, JSON.stringify(answered.body))
  const needs: Loose[] = (await person.get(path)).body.materials.filter(
    (need: Loose) => need.required || given.materials?.includes(need.key),
  )
  for (const { key, submission, state } of needs)
    if (submission === 'upload' && state === 'missing')
      await person.upload('PUT', `${path}/materials/${key}`, `${key}.pdf`, layoutPdf)
  const confirm = needs.filter(({ submission }) => submission === 'confirm').map(({ key }) => key)
  if (confirm.length > 0) await person.patch(path, { answers: {}, confirm })
  const submitted = await person.post(`${path}/submit`, { consent: true })
  assert.equal(submitted.status, 201, JSON.stringify(submitted.body))
  return { person, opened: submitted.body }
}

/** Does the acts of an example one after another, each by whoever the platform lets do it. */
export async function liveThrough(cast: Cast, told: Told, applicant: Person, caseId: string): Promise<void> {
  for (const given of told.example.acts ?? []) {
    if (given.message === 'bill-paid') {
      const cashiers = await cast.holders('cashier')
      await eventually(() => anyCollects(cashiers, caseId))
      continue
    }
    // Another system answers, another case speaks, each by itself.
    if ('call' in given || 'message' in given) continue
    if ('procedure' in given) {
      const hands = await cast.holders(given.post)
      await eventually(() => anyProceeds(hands, caseId, given))
      continue
    }
    assert.ok('task' in given, `${JSON.stringify(given)} cannot be lived through: time does not run out over HTTP`)
    const tag = new RegExp(`<userTask id="${given.task.split('/').at(-1)}" name="([^"]+)"[^>]*`).exec(told.flow)
    assert.ok(tag, `the flow has no task ${given.task}`)
    const post = /zt:post="([^"]+)"/.exec(tag[0])?.[1] ?? ''
    const hands = post === 'applicant' ? [applicant] : await cast.holders(post)
    await eventually(() => anyOf(hands, caseId, tag[1]!, given))
  }
}

/** The cashier of the office takes what the case owes over the counter. */
async function anyCollects(hands: Person[], caseId: string): Promise<true | undefined> {
  for (const person of hands) {
    const { body } = await person.get(`/bills?caseId=${caseId}&state=open`)
    const bill = body.items?.find(({ may }: Loose) => may.includes('take-cash'))
    if (!bill) continue
    const act = { verb: 'take-cash', expectedVersion: bill.rowVersion, reason: '窗口收取现金' }
    const done = await person.post(`/bills/${bill.id}/acts`, act)
    assert.equal(done.status, 200, JSON.stringify(done.body))
    return true
  }
  return undefined
}

/** The same for a procedure of the licensing law. */
async function anyProceeds(hands: Person[], caseId: string, given: Loose): Promise<true | undefined> {
  for (const person of hands) {
    const { status, body } = await person.get(`/cases/${caseId}`)
    const may = status === 200 && body.mayProceed.find((each: Loose) => each.verb === given.procedure)
    if (!may) continue
    const done = await person.post(`/cases/${caseId}/procedures`, {
      verb: given.procedure,
      expectedVersion: body.version,
      ...(may.id === undefined ? {} : { id: may.id }),
      ...given.with,
    })
    assert.equal(done.status, 200, `${given.procedure}: ${JSON.stringify(done.body)}`)
    return true
  }
  return undefined
}

/** The first of these people whom the case lets do this does it; nobody yet is undefined. */
async function anyOf(hands: Person[], caseId: string, task: string, given: Loose): Promise<true | undefined> {
  for (const person of hands) {
    const { status, body } = await person.get(`/cases/${caseId}`)
    if (status !== 200) continue
    const ids = body.tasks.filter((each: Loose) => each.name === task).map((each: Loose) => each.id)
    const may = body.may.find((each: Loose) => each.verb === given.verb && ids.includes(each.taskId))
    if (!may) continue
    const done = await person.post(`/cases/${caseId}/acts`, {
      verb: given.verb,
      taskId: may.taskId,
      expectedVersion: body.version,
      ...(given.reason ? { reason: given.reason } : {}),
      ...(given.data ? { data: given.data } : {}),
    })
    // Another officer of the same post may do what this one may not: the one who reviewed does not decide.
    if (done.body.code === 'cases.same-person') continue
    assert.equal(done.status, 200, `${task} ${given.verb}: ${JSON.stringify(done.body)}`)
    return true
  }
  return undefined
}
