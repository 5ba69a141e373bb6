"""The models, one file each, with their QuerySets."""

from cooperation.models.agreement import Agreement, Provision
from cooperation.models.alias import Alias
from cooperation.models.article import Article
from cooperation.models.content_version import ContentVersion
from cooperation.models.council import ExpertCouncil, WorkingGroup
from cooperation.models.document import Document
from cooperation.models.draft import Draft
from cooperation.models.event import Event
from cooperation.models.evidence import Evidence
from cooperation.models.figure import Figure
from cooperation.models.image import Image
from cooperation.models.initiative import Initiative
from cooperation.models.item_draft import ItemDraft
from cooperation.models.item_revision import ItemRevision
from cooperation.models.loaded_content import LoadedContent
from cooperation.models.manuscript import Manuscript, Suggestion
from cooperation.models.mention import Mention
from cooperation.models.old_address import OldAddress
from cooperation.models.other_claim import OtherClaim
from cooperation.models.outdated_translation import OutdatedTranslation
from cooperation.models.page import Page
from cooperation.models.partner import Partner
from cooperation.models.passage import Passage
from cooperation.models.person import Person
from cooperation.models.premise import Premise
from cooperation.models.presence import Presence
from cooperation.models.record import Record
from cooperation.models.relation import Relation
from cooperation.models.review import Comment, Review
from cooperation.models.revision import Revision
from cooperation.models.search_entry import SearchEntry
from cooperation.models.search_word import SearchWord
from cooperation.models.sent_form import SentForm
from cooperation.models.site_settings import SiteSettings
from cooperation.models.statement import Statement
from cooperation.models.topic import Topic
from cooperation.models.worker import Worker

__all__ = [
    "Agreement",
    "Alias",
    "Article",
    "Comment",
    "ContentVersion",
    "Document",
    "Draft",
    "Event",
    "Evidence",
    "ExpertCouncil",
    "Figure",
    "Image",
    "Initiative",
    "ItemDraft",
    "ItemRevision",
    "LoadedContent",
    "Manuscript",
    "Mention",
    "OldAddress",
    "OtherClaim",
    "OutdatedTranslation",
    "Page",
    "Partner",
    "Passage",
    "Person",
    "Premise",
    "Presence",
    "Provision",
    "Record",
    "Relation",
    "Review",
    "Revision",
    "SearchEntry",
    "SearchWord",
    "SentForm",
    "SiteSettings",
    "Statement",
    "Suggestion",
    "Topic",
    "Worker",
    "WorkingGroup",
]
