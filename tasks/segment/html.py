"""placeholder"""
from tasks.document import Document, Record
def segment_html(record: Record) -> Document: raise NotImplementedError
