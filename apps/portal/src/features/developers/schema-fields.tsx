import { useWords } from '@zhengtong/ui/i18n/words.ts'
import { fieldsOf, resolved, type Schema, type Slice, typeText } from './slice.ts'
import { developerWords } from './words.ts'

/** How deep the fields of fields are shown at once; the file of the contract has all. */
const deepest = 3

/** The fields of an object, each with its kind and what it means. */
export function SchemaFields({ slice, schema, depth = 1 }: { slice: Slice; schema: Schema; depth?: number }) {
  const fields = fieldsOf(slice, schema)
  if (fields.length === 0)
    return (
      <p>
        <code>{typeText(schema)}</code>
      </p>
    )
  return (
    <ul className="fields">
      {fields.map((field) => (
        <li key={field.name}>
          <FieldLine
            name={field.name}
            schema={field.schema}
            required={field.required}
            description={field.schema.description ?? resolved(slice, field.schema).description}
          />
          {depth < deepest && fieldsOf(slice, field.schema).length > 0 ? (
            <SchemaFields slice={slice} schema={field.schema} depth={depth + 1} />
          ) : null}
        </li>
      ))}
    </ul>
  )
}

export function FieldLine(props: {
  name: string
  schema: Schema
  required: boolean
  description?: string | undefined
  where?: string
}) {
  const t = useWords(developerWords)
  return (
    <>
      <p className="row row--wrap">
        <code>
          <strong>{props.name}</strong>
        </code>
        <code className="soft">{typeText(props.schema)}</code>
        {props.where ? <span className="soft">{props.where}</span> : null}
        {props.required ? <span>{t.required}</span> : null}
      </p>
      {props.description ? <p className="soft">{props.description}</p> : null}
    </>
  )
}
