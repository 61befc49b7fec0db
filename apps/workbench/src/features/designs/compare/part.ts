/** Something in a design that has a name: an element of a drawing, a cell of a table, a field of a form. */
export type Part = { name: string; facets: Map<string, string> }
