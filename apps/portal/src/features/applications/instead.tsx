import type {
  Application,
  MaterialNeed,
  OfferedPromise,
} from '@zhengtong/platform/nets/service/applications/contract.ts'
import { Choice } from '@zhengtong/ui/components/field.tsx'
import { TroubleSaid } from '@zhengtong/ui/components/states.tsx'
import { usePick, useWords } from '@zhengtong/ui/i18n/words.ts'
import { useState } from 'react'
import { useApplication } from './queries.ts'
import { applyWords } from './words.ts'

type Props = { application: Application; need: MaterialNeed; name: string }

/** Other ways to meet a material: a promise read and signed in its place, or a word to bring it later. */
export function Instead({ application, need, name }: Props) {
  const promise = application.promises.find(({ key }) => key === need.promise)
  return (
    <>
      {promise ? <PromiseInstead application={application} promise={promise} /> : null}
      {need.follow ? <FollowLater application={application} need={need} name={name} /> : null}
    </>
  )
}

/** 告知承诺: notice and promise are read whole before the box that signs them. */
function PromiseInstead({ application, promise }: { application: Application; promise: OfferedPromise }) {
  const t = useWords(applyWords)
  const pick = usePick()
  const { answer } = useApplication(application.id)
  const { key, version } = promise
  const others = application.promises
    .filter((each) => each.signedAt && each.key !== key)
    .map((each) => ({ key: each.key, version: each.version }))
  const box = useBox(promise.signedAt !== undefined, (yes) =>
    answer({}, undefined, { promises: yes ? [...others, { key, version }] : others }),
  )
  return (
    <section className="stack-8 instead" aria-label={pick(promise.name, promise.nameEn)}>
      <p>{t.orPromise}</p>
      <details open={promise.signedAt === undefined}>
        <summary>{pick(promise.name, promise.nameEn)}</summary>
        <h3>{t.notice}</h3>
        <p className="lines">{pick(promise.notice, promise.noticeEn)}</p>
        <h3>{t.promiseText}</h3>
        <p className="lines">{pick(promise.promise, promise.promiseEn)}</p>
        <p className="soft">
          {t.checked(
            pick(promise.check.what, promise.check.whatEn),
            promise.check.within.days,
            promise.check.within.unit,
          )}
        </p>
        <p className="soft">{t.textVersion(promise.version)}</p>
      </details>
      <Choice
        type="checkbox"
        id={`promise-${promise.key}`}
        checked={box.checked}
        onChange={({ target }) => void box.change(target.checked)}
      >
        {t.sign}
      </Choice>
      {box.failure ? <TroubleSaid error={box.failure} /> : null}
    </section>
  )
}

/** 容缺后补: a signed word that it comes within so many working days of acceptance. */
function FollowLater({ application, need, name }: Props) {
  const t = useWords(applyWords)
  const { answer } = useApplication(application.id)
  const others = application.materials
    .filter(({ key, state }) => state === 'follows' && key !== need.key)
    .map(({ key }) => key)
  const box = useBox(need.state === 'follows', (yes) =>
    answer({}, undefined, { follow: yes ? [...others, need.key] : others }),
  )
  const { days = 0, onLapse = 'block' } = need.follow ?? {}
  return (
    <section className="stack-8 instead" aria-label={t.later(name)}>
      <Choice
        type="checkbox"
        id={`follow-${need.key}`}
        checked={box.checked}
        onChange={({ target }) => void box.change(target.checked)}
      >
        {t.followLater(days)}
      </Choice>
      <p className="soft">{onLapse === 'withdraw' ? t.lapseWithdraws : t.lapseBlocks}</p>
      {box.failure ? <TroubleSaid error={box.failure} /> : null}
    </section>
  )
}

/** A box that follows the finger at once, and goes back when the answer could not be kept. */
function useBox(kept: boolean, keep: (yes: boolean) => Promise<unknown>) {
  const [wanted, setWanted] = useState<boolean>()
  const [failure, setFailure] = useState<unknown>()
  const change = async (yes: boolean) => {
    setWanted(yes)
    setFailure(undefined)
    try {
      await keep(yes)
    } catch (error) {
      setFailure(error)
    } finally {
      setWanted(undefined)
    }
  }
  return { checked: wanted ?? kept, failure, change }
}
