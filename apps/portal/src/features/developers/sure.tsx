import { Acts, Button } from '@zhengtong/ui/components/button.tsx'
import { Dialog } from '@zhengtong/ui/components/dialog.tsx'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { type ReactNode, useState } from 'react'
import { programWords } from './program-words.ts'

/** A button that asks once, in words, before what cannot be undone. */
export function SureButton(props: {
  title: string
  text: string
  confirm: string
  busy: boolean
  onSure: () => void
  children: ReactNode
}) {
  const t = useWords(programWords)
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button look="quiet" busy={props.busy} onClick={() => setAsking(true)}>
        {props.children}
      </Button>
      {asking ? (
        <Dialog title={props.title} onClose={() => setAsking(false)}>
          <p>{props.text}</p>
          <Acts>
            <Button
              look="danger"
              onClick={() => {
                setAsking(false)
                props.onSure()
              }}
            >
              {props.confirm}
            </Button>
            <Button look="quiet" onClick={() => setAsking(false)}>
              {t.cancel}
            </Button>
          </Acts>
        </Dialog>
      ) : null}
    </>
  )
}
