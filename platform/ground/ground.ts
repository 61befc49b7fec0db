/** The ground's own tables, migrated before every module's. */
export const groundModule = { name: 'ground', migrations: new URL('./migrations/', import.meta.url) }
