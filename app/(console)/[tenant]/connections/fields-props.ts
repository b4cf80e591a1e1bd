/** What the fields of one kind of connection work with. */
export interface FieldsProps {
  slug: string;
  /** Of the stored connection, while it is one: the template then keeps its external id. */
  storedId: string | undefined;
  text: (path: string) => string;
  read: (path: string) => unknown;
  write: (path: string, value: unknown) => void;
  error: (path: string) => string | undefined;
  secret: (name: string) => SecretField;
}

export interface SecretField {
  value: string;
  isStored: boolean;
  error: string | undefined;
  write: (value: string) => void;
}
