import { Crumbs } from '../shell/crumbs.tsx'
import { PageTitle } from '../shell/page-title.tsx'

export type Prose = { title: string; parts: { heading: string; lines: string[] }[] }

/** A page to read: headings and plain sentences. */
export function ProsePage({ prose }: { prose: Prose }) {
  return (
    <>
      <Crumbs here={prose.title} />
      <article className="reading">
        <PageTitle>{prose.title}</PageTitle>
        {prose.parts.map(({ heading, lines }) => (
          <section key={heading} className="section stack-8">
            <h2>{heading}</h2>
            {lines.map((line) => (
              <p key={line}>{line}</p>
            ))}
          </section>
        ))}
      </article>
    </>
  )
}
