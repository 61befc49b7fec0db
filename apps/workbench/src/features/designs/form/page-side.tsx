import type { Form, FormPage } from '@zhengtong/platform/support/forms/contract.ts'
import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { withPage } from './form-model.ts'
import { TextRow } from './text-row.tsx'
import { words } from './words.ts'

/** The words of a page; of the whole form where no page is selected. */
export function PageSide(props: { form: Form; page: number | undefined; onPut: (form: Form, step: string) => void }) {
  const { form, page, onPut } = props
  const w = useWords(words)
  if (page === undefined)
    return (
      <>
        <TextRow label={w.title} value={form.title} onPut={(title) => onPut({ ...form, title }, 'title')} />
        <TextRow label={w.titleEn} value={form.titleEn} onPut={(titleEn) => onPut({ ...form, titleEn }, 'titleEn')} />
      </>
    )
  const { title, titleEn, help, helpEn } = form.pages[page] ?? {}
  const put = (key: 'title' | 'titleEn', value: string) =>
    onPut(withPage(form, page, { [key]: value }), `${page} ${key}`)
  const putHelp = (key: 'help' | 'helpEn', value: string) => {
    const pages = form.pages.map((each, index): FormPage => {
      if (index !== page) return each
      const { [key]: _, ...rest } = each
      return value ? { ...rest, [key]: value } : rest
    })
    onPut({ ...form, pages }, `${page} ${key}`)
  }
  return (
    <>
      <TextRow label={w.pageTitle} value={title} onPut={(value) => put('title', value)} />
      <TextRow label={w.pageTitleEn} value={titleEn} onPut={(value) => put('titleEn', value)} />
      <TextRow label={w.help} value={help} onPut={(value) => putHelp('help', value)} />
      <TextRow label={w.helpEn} value={helpEn} onPut={(value) => putHelp('helpEn', value)} />
    </>
  )
}
